import Contracts
import FoundationEssentials

/// A job that is added again and again, once at each tick of its schedule, whatever the number of schedulers.
package struct JobRepeat: Codable, Sendable {
    /// What becomes of ticks at which no scheduler ran.
    package enum Missed: String, Codable, Sendable {
        case skip
        /// Fires once, whatever their number.
        case fireOnce
    }

    /// Tells it from others; one that is set under the same key replaces it.
    package var key: String
    /// Five fields; see `Cron`.
    package var cron: String
    /// As IANA names it.
    package var timeZone: String
    package var missed: Missed
    /// Copied at each tick under an id of its own.
    package var job: NewJob

    package init(_ key: String, cron: String, timeZone: String = "UTC", missed: Missed = .skip, _ job: NewJob) {
        self.key = key
        self.cron = cron
        self.timeZone = timeZone
        self.missed = missed
        self.job = job
    }

    /// The id of the job is one of many, so it does not make the definition another.
    var definition: String {
        get throws {
            var copy = self
            copy.job.id = Self.noID
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return String(decoding: try encoder.encode(copy), as: UTF8.self)
        }
    }

    init(definition: String) throws { self = try JSONDecoder().decode(JobRepeat.self, from: Data(definition.utf8)) }

    private static let noID = JobID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
}
