/// The five characters by which Postgres classifies an error.
package struct SQLState: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package var description: String { rawValue }

    /// The first two characters: `23` for an integrity violation, `22` for bad data.
    package var errorClass: Substring { rawValue.prefix(2) }
}
