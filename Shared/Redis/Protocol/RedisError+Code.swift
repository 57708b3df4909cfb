extension RedisError {
    /// What kind of failure it was. Open-ended: match with `==` and keep a default.
    package struct Code: Sendable, Hashable {
        private enum Kind: Sendable, Hashable {
            case notConnected, connectionFailed, connectionLost, closed
            case timedOut, cancelled, queueFull
            case protocolViolation, unexpectedReply, invalidConfiguration, crossSlot
            case server(String)
        }

        private let kind: Kind

        /// `connect()` has not been called, or did not succeed. The command was not sent.
        package static let notConnected = Self(kind: .notConnected)
        /// No connection could be made: refused, unresolvable, TLS failed, or too slow.
        package static let connectionFailed = Self(kind: .connectionFailed)
        /// The connection dropped after the command was written: it may or may not have run.
        package static let connectionLost = Self(kind: .connectionLost)
        /// The client was closed.
        package static let closed = Self(kind: .closed)
        /// The deadline passed. The command may have run if it had been written.
        package static let timedOut = Self(kind: .timedOut)
        /// The awaiting task was cancelled. The command may have run if it had been written.
        package static let cancelled = Self(kind: .cancelled)
        /// Too many commands wait already. The command was not sent.
        package static let queueFull = Self(kind: .queueFull)
        /// The peer sent bytes that are not RESP2, or a reply nobody asked for.
        package static let protocolViolation = Self(kind: .protocolViolation)
        /// A well-formed reply of a type that the command does not have.
        package static let unexpectedReply = Self(kind: .unexpectedReply)
        /// The URL or a setting makes no sense.
        package static let invalidConfiguration = Self(kind: .invalidConfiguration)

        /// A command, or a transaction, with keys in different slots of a cluster. It was not sent.
        package static let crossSlot = Self(kind: .crossSlot)

        /// An error reply, by its first word: `ERR`, `WRONGTYPE`, `NOSCRIPT`, `NOGROUP`, `BUSYGROUP`, `NOPERM`…
        package static func server(_ prefix: String) -> Self { Self(kind: .server(prefix)) }

        /// The first word of the error reply, if it was one.
        package var serverPrefix: String? {
            if case .server(let prefix) = kind { prefix } else { nil }
        }
    }
}

extension RedisError.Code: CustomStringConvertible {
    package var description: String {
        if case .server(let prefix) = kind { "server(\(prefix))" } else { "\(kind)" }
    }
}
