import Contracts

/// What somebody signed in with, as far as it can be told: a kind of program on a kind of system, in a network.
struct Device: Sendable, Equatable {
    let program: String
    let system: String?
    let network: String?

    /// - Parameters:
    ///   - userAgent: as the client sent it, which may be anything.
    ///   - address: where the request came from.
    init(userAgent: String?, address: String?) {
        let text = userAgent ?? ""
        program = Self.programs.first { text.contains($0.mark) }?.name ?? Self.firstWord(text) ?? "An unknown program"
        system = Self.systems.first { text.contains($0.mark) }?.name
        network = address.flatMap(Network.init)?.description
    }

    /// For a mail: "Firefox on Windows".
    var description: String { system.map { "\(program) on \($0)" } ?? program }

    /// Versions and the last digits of an address change all the time; they are not in it.
    func identity(of user: UserID) -> String { "\(user)\n\(program)\n\(system ?? "")\n\(network ?? "")" }

    // The order matters: Edge and Opera say that they are Chrome, and Chrome that it is Safari.
    private static let programs: [(mark: String, name: String)] = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"), ("Chrome/", "Chrome"), ("CriOS", "Chrome"), ("Safari/", "Safari"),
    ]
    private static let systems: [(mark: String, name: String)] = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
        ("Mac OS X", "macOS"), ("Macintosh", "macOS"), ("Linux", "Linux"),
    ]

    /// "curl" of "curl/8.5.0": the name of a program that is no browser.
    private static func firstWord(_ text: String) -> String? {
        let word = text.prefix { ($0.isASCII && ($0.isLetter || $0.isNumber)) || "-_.".contains($0) }.prefix(40)
        return word.isEmpty ? nil : String(word)
    }
}
