/// The object ids of the built-in types, which are the same on each server.
enum PostgresType {
    static let inferred: UInt32 = 0
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let oid: UInt32 = 26
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let date: UInt32 = 1082
    static let timestamp: UInt32 = 1114
    static let timestamptz: UInt32 = 1184
    static let numeric: UInt32 = 1700
    static let uuid: UInt32 = 2950
    static let jsonb: UInt32 = 3802

    /// Text-like types send their text in the binary format too.
    static func isText(_ type: UInt32) -> Bool {
        switch type {
        case 18, 19, 25, 114, 142, 705, 1042, 1043, 2278: true
        // Types made by `CREATE TYPE` and extensions: enumerations and citext, whose binary form is their text.
        case 16384...: true
        default: false
        }
    }
}
