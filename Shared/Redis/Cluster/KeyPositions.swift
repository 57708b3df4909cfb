/// Which arguments of a command are keys, its name being argument 0. Of the commands that MediaNest uses; whatever else is sent
/// is taken to have its key first, as most have.
enum KeyPositions: Sendable {
    /// Speaks to a server, not of a key.
    case none
    case at(Int)
    /// All from there on.
    case from(Int)
    /// Every other one from there on, with values between.
    case pairsFrom(Int)
    /// A number at that place says how many follow it.
    case counted(Int)
    /// The first half of what follows STREAMS; the ids are the second.
    case streams

    init(of name: String) { self = Self.known[name] ?? .at(1) }

    private static let known: [String: KeyPositions] = {
        var known: [String: KeyPositions] = [
            "EVAL": .counted(2), "EVALSHA": .counted(2), "EVAL_RO": .counted(2), "EVALSHA_RO": .counted(2), "FCALL": .counted(2),
            "XREAD": .streams, "XREADGROUP": .streams,
            "MSET": .pairsFrom(1), "MSETNX": .pairsFrom(1),
        ]
        for name in ["DEL", "UNLINK", "EXISTS", "TOUCH", "MGET", "WATCH", "SINTER", "SUNION", "SDIFF", "RENAME"] {
            known[name] = .from(1)
        }
        for name in ["XGROUP", "XINFO", "OBJECT", "MEMORY"] { known[name] = .at(2) }
        for name in [
            "ACL", "ASKING", "AUTH", "CLIENT", "CLUSTER", "COMMAND", "CONFIG", "DBSIZE", "DISCARD", "ECHO", "EXEC", "FLUSHALL", "FLUSHDB",
            "INFO", "MULTI", "PING", "READONLY", "READWRITE", "ROLE", "SCAN", "SCRIPT", "SELECT", "TIME", "UNWATCH", "WAIT",
        ] { known[name] = KeyPositions.none }
        return known
    }()
}
