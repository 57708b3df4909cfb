package import struct FoundationEssentials.UUID

extension Int: PostgresDecodable {
    package init(postgres cell: PostgresCell) throws(PostgresError) { self = try cell.anyInteger() }
}

extension Int64: PostgresDecodable {
    package init(postgres cell: PostgresCell) throws(PostgresError) { self = try cell.anyInteger() }
}

extension Int32: PostgresDecodable {
    package init(postgres cell: PostgresCell) throws(PostgresError) { self = try cell.anyInteger() }
}

extension Int16: PostgresDecodable {
    package init(postgres cell: PostgresCell) throws(PostgresError) { self = try cell.anyInteger() }
}

extension UInt8: PostgresDecodable {
    package init(postgres cell: PostgresCell) throws(PostgresError) { self = try cell.anyInteger() }
}

extension Double: PostgresDecodable {
    package init(postgres cell: PostgresCell) throws(PostgresError) {
        switch cell.type {
        case PostgresType.float8: self = Double(bitPattern: UInt64(bitPattern: try cell.integer(Int64.self)))
        case PostgresType.float4: self = Double(Float(bitPattern: UInt32(bitPattern: try cell.integer(Int32.self))))
        case PostgresType.numeric: self = try PostgresNumeric(cell).double
        default: self = Double(try cell.anyInteger(Int64.self))
        }
    }
}

extension Bool: PostgresDecodable {
    package init(postgres cell: PostgresCell) throws(PostgresError) {
        guard cell.type == PostgresType.bool else { throw cell.mismatch("a boolean") }
        self = try cell.present().first == 1
    }
}

extension String: PostgresDecodable {
    /// Reads text, enumerations, json and jsonb.
    package init(postgres cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.present()
        if cell.type == PostgresType.jsonb {
            // The binary form is the text behind one byte of version.
            self = String(decoding: bytes.dropFirst(), as: UTF8.self)
        } else {
            guard PostgresType.isText(cell.type) else { throw cell.mismatch("text (cast it with ::text)") }
            self = String(decoding: bytes, as: UTF8.self)
        }
    }
}

extension UUID: PostgresDecodable {
    package init(postgres cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.present()
        guard cell.type == PostgresType.uuid, bytes.count == 16 else { throw cell.mismatch("a UUID") }
        var uuid = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).uuid
        withUnsafeMutableBytes(of: &uuid) { $0.copyMemory(from: bytes) }
        self.init(uuid: uuid)
    }
}
