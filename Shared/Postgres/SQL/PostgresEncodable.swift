/// A value that can be bound to a placeholder.
package protocol PostgresEncodable: Sendable {
    /// The type named to the server, or 0 to let it infer the type from where the placeholder stands, as it does
    /// for a quoted literal. Inference is what makes one `Int` fit smallint, bigint and numeric columns alike.
    static var postgresType: UInt32 { get }

    /// Appends exactly one value.
    func encode(into parameters: inout PostgresParameters)
}

extension PostgresEncodable {
    package static var postgresType: UInt32 { PostgresType.inferred }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    package static var postgresType: UInt32 { Wrapped.postgresType }

    package func encode(into parameters: inout PostgresParameters) {
        if let self { self.encode(into: &parameters) } else { parameters.appendNull(type: Wrapped.postgresType) }
    }
}
