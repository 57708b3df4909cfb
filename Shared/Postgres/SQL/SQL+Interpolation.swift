extension SQL: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { self.init(unescaped: value) }

    package init(stringInterpolation: Interpolation) { self = stringInterpolation.sql }

    /// The convenient spelling binds.
    package struct Interpolation: StringInterpolationProtocol {
        var sql = SQL(unescaped: "")

        package init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserve(literalCapacity + interpolationCount * 3)
        }

        package mutating func appendLiteral(_ literal: String) { sql.paste(literal) }

        /// Binds `value`.
        package mutating func appendInterpolation(_ value: some PostgresEncodable) { sql.bind(value) }

        /// Binds `value`; nil binds NULL. Spelled out because the compiler warns of optionals elsewhere.
        package mutating func appendInterpolation(_ value: (some PostgresEncodable)?) { sql.bind(value) }

        /// Splices another statement's text and bindings.
        package mutating func appendInterpolation(_ fragment: SQL) { sql.splice(fragment) }

        /// Pastes text as it is. It must not come from outside.
        package mutating func appendInterpolation(unescaped text: String) { sql.paste(text) }
    }
}

extension SQL {
    /// `fragments` with `separator` between them.
    package static func joined(_ fragments: some Sequence<SQL>, separator: String) -> SQL {
        var joined = SQL(unescaped: "")
        var isFirst = true
        for fragment in fragments {
            if !isFirst { joined.paste(separator) }
            joined.splice(fragment)
            isFirst = false
        }
        return joined
    }

    /// A table's or column's name, quoted.
    package static func identifier(_ name: String) -> SQL {
        SQL(unescaped: quoted(identifier: name))
    }

    /// `name` in double quotes, those inside it doubled.
    package static func quoted(identifier name: String) -> String {
        var quoted = "\""
        for character in name { quoted += character == "\"" ? "\"\"" : String(character) }
        return quoted + "\""
    }
}
