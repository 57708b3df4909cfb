/// A query value or header that a route reads.
struct ParameterDescription: Sendable {
    let name: String
    let location: String
    let isRequired: Bool
    let schema: Schema
    let text: String

    static func query(_ name: String, _ schema: Schema, _ text: String, isRequired: Bool = false) -> Self {
        Self(name: name, location: "query", isRequired: isRequired, schema: schema, text: text)
    }

    static func choice<Value: CaseIterable & RawRepresentable>(_ name: String, _ type: Value.Type) -> Self
    where Value.RawValue == String {
        query(name, .choice(Value.allCases.map(\.rawValue)), "One of the values.")
    }

    static func header(_ name: String, _ text: String) -> Self {
        Self(name: name, location: "header", isRequired: false, schema: .string, text: text)
    }

    static let limit = query("limit", .integer, "1 to 100, 20 when absent; more counts as 100.")
    static let cursor = query("cursor", .string, "`nextCursor` of the page before.")
    static let ifMatch = header("If-Match", "The ETag of the version to change; 412 when it has changed meanwhile.")
    static let include = query("include", .choice(["playlists"]), "Adds each item's playlists.")
}
