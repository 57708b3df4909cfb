/// One RESP2 reply.
package enum RESPValue: Sendable, Equatable {
    /// A null bulk string or a null array; RESP2 readers cannot tell them apart.
    case null
    case integer(Int)
    case status(String)
    case bulk([UInt8])
    case array([RESPValue])
    case error(RedisError)
}

extension RESPValue {
    package var isNull: Bool { self == .null }

    /// The bytes of a bulk string or of a status.
    package var bytes: [UInt8]? {
        switch self {
        case .bulk(let bytes): bytes
        case .status(let text): Array(text.utf8)
        default: nil
        }
    }

    /// The text of a bulk string or of a status; bytes that are not UTF-8 are replaced.
    package var string: String? {
        switch self {
        case .bulk(let bytes): String(decoding: bytes, as: UTF8.self)
        case .status(let text): text
        default: nil
        }
    }

    /// An integer reply, or a bulk string that is one in decimal.
    package var int: Int? {
        switch self {
        case .integer(let value): value
        case .bulk(let bytes): Int(String(decoding: bytes, as: UTF8.self))
        default: nil
        }
    }

    /// A bulk string that is a decimal number, as scores are.
    package var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .bulk(let bytes): Double(String(decoding: bytes, as: UTF8.self))
        default: nil
        }
    }

    package var array: [RESPValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    package var error: RedisError? {
        if case .error(let error) = self { error } else { nil }
    }
}
