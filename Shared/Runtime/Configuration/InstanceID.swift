import Glibc

/// The name of one replica: part of its reply stream's key and of its log lines.
package enum InstanceID {
    /// `host-pid-random`: a container that restarts often has the same host name and process id again.
    package static func generate() -> String {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let safe = host.filter(isAllowed).prefix(32)
        return "\(safe.isEmpty ? "host" : safe)-\(getpid())-\(String(UInt32.random(in: 0...(.max)), radix: 36))"
    }

    /// What is safe inside a Redis key with a hash tag: letters, digits, dots, dashes and underscores, up to 64.
    static func isValid(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count) && id.allSatisfy(isAllowed)
    }

    private static func isAllowed(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
    }
}
