/// One column of a file, and how Postgres is asked whether its text will do.
struct ImportColumn: Sendable {
    let name: String
    /// What it should be, for people.
    let meaning: String
    /// A condition that is true for text that cannot be used.
    let isWrong: String

    /// Text that matches a regular expression of Postgres's.
    static func matching(_ pattern: String, _ name: String, _ meaning: String) -> Self {
        Self(name: name, meaning: meaning, isWrong: "coalesce(\(name) !~ '\(pattern)', true)")
    }

    static func id(_ name: String) -> Self {
        let hex = "[0-9a-fA-F]"
        return .matching("^\(hex){8}-\(hex){4}-\(hex){4}-\(hex){4}-\(hex){12}$", name, "a UUID")
    }

    /// Also the 30th of February is refused here, where its line is known.
    static func time(_ name: String) -> Self {
        let date = "[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        let clock = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?"
        let shape = "^\(date)[ T]\(clock)(Z|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?)$"
        let lastOfMonth = "date_part('day', (left(\(name), 7) || '-01')::date + interval '1 month - 1 day')"
        return Self(
            name: name, meaning: "a time with its zone",
            isWrong: """
                CASE WHEN \(name) IS NULL OR \(name) !~ '\(shape)' THEN true
                    WHEN substr(\(name), 9, 2) < '29' THEN false
                    ELSE substr(\(name), 9, 2)::integer > \(lastOfMonth) END
                """)
    }

    static func text(_ name: String) -> Self {
        Self(name: name, meaning: "text", isWrong: "\(name) IS NULL")
    }

    static func optionalText(_ name: String) -> Self {
        Self(name: name, meaning: "text", isWrong: "false")
    }

    static func one(_ name: String, of values: String...) -> Self {
        .matching("^(\(values.joined(separator: "|")))$", name, "one of \(values.joined(separator: ", "))")
    }
}
