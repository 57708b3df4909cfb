/// One file of a bulk load: how it is called and what its columns must hold.
struct ImportTable: Sendable {
    struct Column: Sendable {
        let name: String
        /// What a value has to match, as a regular expression of Postgres's; nil takes any text.
        let pattern: String?
        let meaning: String
        let isOptional: Bool

        static func id(_ name: String) -> Column {
            let hex = "[0-9a-fA-F]"
            return Column(
                name: name, pattern: "^\(hex){8}-\(hex){4}-\(hex){4}-\(hex){4}-\(hex){12}$", meaning: "a UUID", isOptional: false)
        }

        static func time(_ name: String) -> Column {
            let date = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
            let clock = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?"
            return Column(
                name: name, pattern: "^\(date)[ T]\(clock)(Z|[+-][0-9]{2}(:?[0-9]{2})?)$", meaning: "a time with its zone",
                isOptional: false)
        }

        static func text(_ name: String, isOptional: Bool = false) -> Column {
            Column(name: name, pattern: nil, meaning: "text", isOptional: isOptional)
        }

        static func one(_ name: String, of values: String...) -> Column {
            Column(
                name: name, pattern: "^(\(values.joined(separator: "|")))$", meaning: "one of \(values.joined(separator: ", "))",
                isOptional: false)
        }
    }

    let file: String
    let staging: String
    let columns: [Column]
}
