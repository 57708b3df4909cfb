/// What went wrong at the Redis boundary: an open-ended code, a message for people, and what lay beneath.
package struct RedisError: Error, Sendable {
    private let storage: Storage

    package init(_ code: Code, _ message: String = "", underlying: (any Error)? = nil) {
        storage = Storage(code: code, message: message, underlying: underlying)
    }

    package var code: Code { storage.code }
    /// Never holds a password or a value; an error reply is given as the server sent it.
    package var message: String { storage.message }
    package var underlying: (any Error)? { storage.underlying }

    // A reference keeps the error one word wide, and with it every reply that could have been an error.
    private final class Storage: Sendable {
        let code: Code
        let message: String
        let underlying: (any Error)?

        init(code: Code, message: String, underlying: (any Error)?) {
            self.code = code
            self.message = message
            self.underlying = underlying
        }
    }
}

extension RedisError: Equatable {
    /// Errors are equal when code and message are; what lay beneath is not compared.
    package static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.message == right.message
    }
}

extension RedisError: CustomStringConvertible {
    package var description: String {
        let text = message.isEmpty ? "\(code)" : "\(code): \(message)"
        return underlying.map { "\(text) (\($0))" } ?? text
    }
}

extension RedisError {
    /// The error as it is if it is ours already, else wrapped under `code`.
    static func wrapping(_ error: any Error, as code: Code, _ message: String) -> RedisError {
        error as? RedisError ?? RedisError(code, message, underlying: error)
    }

    /// The typed form of an error reply; its first word is the prefix.
    static func reply(_ text: String) -> RedisError {
        let prefix = text.prefix { $0 != " " }
        return RedisError(.server(String(prefix)), text)
    }
}
