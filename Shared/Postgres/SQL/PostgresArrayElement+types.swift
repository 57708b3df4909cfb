package import struct FoundationEssentials.UUID

extension UInt8: PostgresArrayElement {
    package static var postgresArrayType: UInt32 { PostgresType.bytea }

    package func encode(into parameters: inout PostgresParameters) { Int(self).encode(into: &parameters) }

    package static func encode(array: [UInt8], into parameters: inout PostgresParameters) {
        parameters.append(binary: array, type: PostgresType.bytea)
    }

    package static func decode(array cell: PostgresCell) throws(PostgresError) -> [UInt8] {
        guard cell.type == PostgresType.bytea else { throw cell.mismatch("bytes") }
        return Array(try cell.present())
    }
}

extension String: PostgresArrayElement {
    package static func encode(array: [String], into parameters: inout PostgresParameters) {
        var literal = "{"
        for (index, element) in array.enumerated() {
            literal += index == 0 ? "\"" : ",\""
            for scalar in element.unicodeScalars {
                if scalar == "\"" || scalar == "\\" { literal.unicodeScalars.append("\\") }
                literal.unicodeScalars.append(scalar)
            }
            literal += "\""
        }
        parameters.append(text: literal + "}")
    }
}

extension Int: PostgresArrayElement {
    package static func encode(array: [Int], into parameters: inout PostgresParameters) {
        parameters.append(text: "{" + array.map(String.init).joined(separator: ",") + "}")
    }
}

extension UUID: PostgresArrayElement {
    package static func encode(array: [UUID], into parameters: inout PostgresParameters) {
        parameters.append(text: "{" + array.map(\.uuidString).joined(separator: ",") + "}")
    }
}
