/// How a stream is kept short. Approximate trimming drops whole nodes only and costs next to nothing.
package enum StreamTrim: Sendable, Equatable {
    case maximumLength(Int, exact: Bool = false)
    /// Drops what is older than the id.
    case minimumID(StreamID, exact: Bool = false)
}

extension StreamTrim: RedisArgument {
    package func append(to command: inout RedisCommand) {
        switch self {
        case .maximumLength(let length, let exact):
            command.append("MAXLEN")
            command.append(exact ? "=" : "~")
            command.append(length)
        case .minimumID(let id, let exact):
            command.append("MINID")
            command.append(exact ? "=" : "~")
            id.append(to: &command)
        }
    }
}
