import Postgres

extension SQL.Interpolation {
    /// Binds `value`, or NULL. Spelled out for optionals, because the compiler takes one that reaches a generic parameter
    /// for a description printed by mistake.
    mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
        bind(value)
    }

    private mutating func bind(_ value: some PostgresEncodable) {
        appendInterpolation(value)
    }
}
