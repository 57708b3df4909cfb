import Foundation

/// One figure beside the one it is compared with, written to standard output as a JSON line.
struct Measurement: Encodable {
    var what: String
    var value: Double
    var unit: String
    var baseline: Double
    var ratio: Double

    init(_ what: String, rate: Double, baseline: Double) {
        self.init(what, value: rate, unit: "op/s", baseline: baseline)
    }

    init(_ what: String, microseconds duration: Duration, baseline: Duration) {
        self.init(what, value: duration / .microseconds(1), unit: "us", baseline: baseline / .microseconds(1))
    }

    private init(_ what: String, value: Double, unit: String, baseline: Double) {
        (self.what, self.value, self.unit, self.baseline) = (what, value, unit, baseline)
        ratio = baseline > 0 ? value / baseline : 0
    }

    func write() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        FileHandle.standardOutput.write(try encoder.encode(self) + Data("\n".utf8))
    }
}
