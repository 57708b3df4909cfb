/// An element whose array can be bound and read.
///
/// `[UInt8]` is `bytea` and not an array of numbers, which is why the element decides.
package protocol PostgresArrayElement: PostgresEncodable, PostgresDecodable {
    static var postgresArrayType: UInt32 { get }
    static func encode(array: [Self], into parameters: inout PostgresParameters)
    static func decode(array cell: PostgresCell) throws(PostgresError) -> [Self]
}

extension PostgresArrayElement {
    package static var postgresArrayType: UInt32 { PostgresType.inferred }

    package static func decode(array cell: PostgresCell) throws(PostgresError) -> [Self] {
        try cell.elements()
    }
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
    package static var postgresType: UInt32 { Element.postgresArrayType }

    package func encode(into parameters: inout PostgresParameters) {
        Element.encode(array: self, into: &parameters)
    }
}

extension Array: PostgresDecodable where Element: PostgresArrayElement {
    package init(postgres cell: PostgresCell) throws(PostgresError) {
        self = try Element.decode(array: cell)
    }
}
