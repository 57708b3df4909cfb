import Testing

@testable import Observability

struct MetricsRegistryTests {
    private let registry = MetricsRegistry()

    @Test func sameNameAndLabelsGiveTheSameCounterInAnyOrder() {
        let first = registry.counter("requests_total", help: "Requests.", labels: ["route": "/a", "status": "200"])
        let second = registry.counter("requests_total", help: "Requests.", labels: ["status": "200", "route": "/a"])
        let other = registry.counter("requests_total", help: "Requests.", labels: ["route": "/b", "status": "200"])
        #expect(first === second)
        #expect(first !== other)
    }

    @Test func rendersFamiliesSortedWithHelpAndType() {
        registry.gauge("b_bytes", help: "Bytes.").set(1.5)
        registry.counter("a_total", help: "Things.", labels: ["kind": "x"]).increment(by: 3)
        #expect(
            registry.render() == """
                # HELP a_total Things.
                # TYPE a_total counter
                a_total{kind="x"} 3
                # HELP b_bytes Bytes.
                # TYPE b_bytes gauge
                b_bytes 1.5

                """)
    }

    @Test func escapesHelpAndLabelValues() {
        registry.counter("a_total", help: "one\ntwo \\ \"three\"", labels: ["path": "C:\\\"x\"\n{}"]).increment()
        let text = registry.render()
        #expect(text.contains("# HELP a_total one\\ntwo \\\\ \"three\"\n"))
        #expect(text.contains("a_total{path=\"C:\\\\\\\"x\\\"\\n{}\"} 1\n"))
    }

    @Test func rendersAHistogramCumulatively() {
        let histogram = registry.histogram("wait_seconds", help: "Wait.", labels: ["to": "db"], buckets: [0.1, 1])
        histogram.observe(0.1)
        histogram.observe(.milliseconds(500))
        histogram.observe(7)
        histogram.observe(.nan)
        let lines = registry.render().split(separator: "\n").dropFirst(2)
        #expect(
            Array(lines) == [
                "wait_seconds_bucket{to=\"db\",le=\"0.1\"} 1", "wait_seconds_bucket{to=\"db\",le=\"1\"} 2",
                "wait_seconds_bucket{to=\"db\",le=\"+Inf\"} 3", "wait_seconds_sum{to=\"db\"} 7.6",
                "wait_seconds_count{to=\"db\"} 3",
            ])
    }

    @Test func fineBucketsAreNeverMoreThanAThirdApart() {
        let bounds = Histogram.fineLatencyBuckets
        #expect(bounds.first == 0.0005 && bounds.last == 10)
        #expect(zip(bounds, bounds.dropFirst()).allSatisfy { $1 / $0 < 1.34 && $1 > $0 })
    }

    @Test(arguments: [[1.0], [1, 2], [1, 2, 3, 5, 8, 13, 21]]) func everyValueFallsIntoItsBucket(bounds: [Double]) {
        for value in stride(from: 0.0, through: 25, by: 0.5) {
            let histogram = Histogram(bounds: bounds)
            histogram.observe(value)
            let expected = bounds.map { value <= $0 ? UInt64(1) : 0 } + [1]
            #expect(histogram.snapshot.cumulative == expected, "\(value)")
        }
    }

    @Test func aMeasureKeepsItsSquares() {
        let measure = DurationSpread(registry, "run", help: "Runs.", labels: ["type": "x"], buckets: [1])
        measure.observe(.milliseconds(500))
        measure.observe(.seconds(3))
        let text = registry.render()
        #expect(text.contains("run_seconds_sum{type=\"x\"} 3.5\n"))
        #expect(text.contains("# TYPE run_square_seconds_total counter\nrun_square_seconds_total{type=\"x\"} 9.25\n"))
    }

    @Test func tellsOfTheProcessAndItsMachine() {
        ProcessMetrics.register(in: registry)
        TargetInfo.register(in: registry, service: "media", instance: "m-1")
        let text = registry.render()
        for name in [
            "process_cpu_seconds_total", "process_children_cpu_seconds_total", "process_resident_memory_bytes",
            "process_start_time_seconds", "system_cpu_logical_count", "system_cpu_time_seconds_total{state=\"idle\"}",
        ] {
            #expect(text.contains("\n\(name) "), "\(name)")
        }
        #expect(text.contains("service_instance_id=\"m-1\",service_name=\"media\"} 1"))
    }

    @Test func seriesBeyondTheLimitShareOne() {
        let small = MetricsRegistry(seriesLimit: 2)
        for path in ["/1", "/2", "/3", "/4", "/1"] {
            small.counter("hits_total", help: "Hits.", labels: ["path": path]).increment()
        }
        let text = small.render()
        #expect(text.contains("hits_total{path=\"/1\"} 2"))
        #expect(text.contains("hits_total{path=\"_overflow\"} 2"))
        #expect(!text.contains("/3"))
    }

    @Test func collectorsAreAskedAtEachScrapeAndMayUseTheRegistry() {
        let registry = registry
        registry.onCollect {
            let scrapes = registry.counter("scrapes_total", help: "Scrapes.")
            scrapes.increment()
            return [.gauge("pool_connections", help: "Connections.", labels: ["state": "idle"], Double(scrapes.value))]
        }
        #expect(registry.render().contains("pool_connections{state=\"idle\"} 1\n"))
        #expect(registry.render().contains("pool_connections{state=\"idle\"} 2\n"))
    }

    @Test func specialValuesAreWrittenAsTheFormatSpellsThem() {
        registry.gauge("a", help: "").set(.infinity)
        registry.gauge("b", help: "").set(-.infinity)
        registry.gauge("c", help: "").set(.nan)
        registry.gauge("d", help: "").set(1e30)
        let text = registry.render()
        for line in ["a +Inf\n", "b -Inf\n", "c NaN\n", "d 1e+30\n"] { #expect(text.contains(line)) }
    }

    @Test func concurrentUpdatesLoseNothing() async {
        let counter = registry.counter("a_total", help: "")
        let gauge = registry.gauge("b", help: "")
        let histogram = registry.histogram("c_seconds", help: "")
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<50_000 {
                        counter.increment()
                        gauge.increment()
                        histogram.observe(0.25)
                    }
                }
            }
        }
        #expect(counter.value == 400_000)
        #expect(gauge.value == 400_000)
        #expect(histogram.snapshot.cumulative.last == 400_000)
        #expect(histogram.snapshot.sum == 100_000)
    }

    @Test(arguments: ["", "1a", "a-b", "a b", "ä"])
    func refusesNames(_ name: String) {
        #expect(!MetricName.isValid(name))
        #expect(!MetricName.isValidLabel(name))
    }

    @Test func refusesReservedLabels() {
        #expect(!MetricName.isValidLabel("le"))
        #expect(!MetricName.isValidLabel("__name__"))
        #expect(!MetricName.isValidLabel("a:b"))
        #expect(MetricName.isValid("a:b_1"))
    }

    @Test func anotherKindUnderTheSameNameStopsTheProcess() async {
        await #expect(processExitsWith: .failure) {
            let registry = MetricsRegistry()
            _ = registry.counter("a_total", help: "")
            _ = registry.gauge("a_total", help: "")
        }
    }

    @Test func processMetricsComeFromTheKernel() throws {
        ProcessMetrics.register(in: registry)
        let values = Dictionary(
            uniqueKeysWithValues: registry.render().split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
                let parts = line.split(separator: " ")
                return (String(parts[0]), Double(parts[1]) ?? .nan)
            })
        #expect(try #require(values["process_resident_memory_bytes"]) > 1_000_000)
        #expect(try #require(values["process_cpu_seconds_total"]) >= 0)
        #expect(try #require(values["process_open_fds"]) >= 3)
        let start = try #require(values["process_start_time_seconds"])
        let now = Double(RFC3339.now()) / 1_000_000
        #expect(start > now - 86400 && start < now + 2)
    }
}
