package import struct FoundationEssentials.UUID

extension String: PostgresEncodable {
    package func encode(into parameters: inout PostgresParameters) { parameters.append(text: self) }
}

extension Substring: PostgresEncodable {
    package func encode(into parameters: inout PostgresParameters) { parameters.append(text: String(self)) }
}

extension Int: PostgresEncodable {
    package func encode(into parameters: inout PostgresParameters) { parameters.append(text: String(self)) }
}

extension Int64: PostgresEncodable {
    package func encode(into parameters: inout PostgresParameters) { parameters.append(text: String(self)) }
}

extension Int32: PostgresEncodable {
    package func encode(into parameters: inout PostgresParameters) { parameters.append(text: String(self)) }
}

extension Int16: PostgresEncodable {
    package func encode(into parameters: inout PostgresParameters) { parameters.append(text: String(self)) }
}

extension Double: PostgresEncodable {
    package func encode(into parameters: inout PostgresParameters) { parameters.append(text: description) }
}

extension Bool: PostgresEncodable {
    package static var postgresType: UInt32 { PostgresType.bool }

    package func encode(into parameters: inout PostgresParameters) {
        parameters.append(binary: CollectionOfOne(self ? 1 : 0), type: PostgresType.bool)
    }
}

extension UUID: PostgresEncodable {
    package static var postgresType: UInt32 { PostgresType.uuid }

    package func encode(into parameters: inout PostgresParameters) {
        withUnsafeBytes(of: uuid) { parameters.append(binary: $0, type: PostgresType.uuid) }
    }
}
