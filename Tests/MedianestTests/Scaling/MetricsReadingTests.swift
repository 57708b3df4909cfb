import Testing

@testable import medianest

@Suite struct MetricsReadingTests {
    private func process(_ first: String, _ second: String, target: String = "a") -> ProcessWindow {
        ProcessWindow(target: target, first: MetricsSnapshot(first), second: MetricsSnapshot(second), seconds: 10)
    }

    @Test func readsTheTextFormat() {
        let snapshot = MetricsSnapshot(
            """
            # HELP a_total Things.
            # TYPE a_total counter
            a_total 3
            a_total{kind="x",path="C:\\\\ \\"y\\"\\n{},="} 4.5e3 1700000000
            b +Inf
            broken{x 1
            also_broken
            """)
        #expect(snapshot["a_total"].map(\.value) == [3, 4500])
        #expect(snapshot["a_total"][1].labels == ["kind": "x", "path": "C:\\ \"y\"\n{},="])
        #expect(snapshot["b"].first?.value == .infinity)
        #expect(snapshot["broken"].isEmpty && snapshot["also_broken"].isEmpty)
    }

    @Test func takesDifferencesOfCountersAndHistograms() {
        let text = { (a: Int, b: Int) in
            """
            hits_total{to="x"} \(a)
            hits_total{to="y"} 7
            t_seconds_bucket{le="0.1"} \(a)
            t_seconds_bucket{le="+Inf"} \(b)
            t_seconds_sum \(a)
            """
        }
        let window = process(text(10, 20), text(30, 60))
        #expect(window.rate("hits_total", ["to": "x"]) == 2)
        #expect(window.growth("hits_total") == 20)
        #expect(window.buckets("t_seconds") == Buckets(bounds: [0.1], cumulative: [20, 40], sum: 20))
    }

    @Test func aProcessThatBeganAnewIsLeftOut() {
        let window = process("process_start_time_seconds 1\nx 5", "process_start_time_seconds 2\nx 1")
        #expect(SystemWindow([window]).processes.isEmpty)
    }

    @Test func aMachineIsCountedOnce() {
        let text = { (idle: Double, user: Double) in
            """
            target_info{service_name="media",host_id="h"} 1
            system_cpu_logical_count 2
            system_cpu_time_seconds_total{state="idle"} \(idle)
            system_cpu_time_seconds_total{state="user"} \(user)
            """
        }
        let windows = ["a", "b"].map { process(text(100, 50), text(105, 65), target: $0) }
        #expect(SystemWindow(windows).machines == ["h": Machine(cores: 2, busy: 1.5)])
        #expect(SystemWindow(windows).replicas(of: "media").count == 2)
    }

    @Test(arguments: ["ftp://a:1", "http://a", "a:4012", "http://:1", "http://a:1/x", ""])
    func refusesWhatIsNoAddress(url: String) async {
        await #expect(throws: CommandError.self) { try await MetricsTarget.resolve(url) }
    }

    @Test func aNameStandsForAllOfItsAddresses() async throws {
        let numbers = try await MetricsTarget.resolve("http://127.0.0.1:4012/metrics")
        #expect(numbers == [MetricsTarget(name: "127.0.0.1:4012", address: "127.0.0.1", port: 4012)])
        let six = try await MetricsTarget.resolve("http://[::1]:4012")
        #expect(six.map(\.address) == ["::1"])
        let named = try await MetricsTarget.resolve("http://localhost:4012")
        #expect(named.contains { $0.address == "127.0.0.1" || $0.address == "::1" })
    }

    @Test(arguments: [("30s", 30.0), ("500ms", 0.5), ("5m", 300), ("1h", 3600), ("0.5s", 0.5)])
    func spansHaveAUnit(text: String, seconds: Double) {
        #expect(TimeSpan(argument: text)?.seconds == seconds)
    }

    @Test(arguments: ["30", "s", "-1s", "0s", "1d", "infs", ""]) func spansWithoutOneAreRefused(text: String) {
        #expect(TimeSpan(argument: text) == nil)
    }
}
