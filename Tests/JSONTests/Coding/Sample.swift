/// A value with every kind of member that a contract has, and some that none has yet.
struct Sample: Codable, Equatable {
    enum Kind: String, Codable, CaseIterable { case film, song = "song/track", photo }
    enum Level: Int, Codable, CaseIterable { case low = 1, high = 300 }
    enum Delay: Codable, Equatable {
        case never
        case fixed(milliseconds: Int)
        case exponential(base: Int, Double)
    }
    struct Part: Codable, Equatable {
        var name: String
        var size: Int64
        var inner: [Part]?
    }

    var id: TextID
    var kind: Kind
    var level: Level
    var title: String
    var count: Int
    var isOn: Bool
    var ratio: Double
    var share: Float
    var integers: Integers
    var note: String?
    var limit: Int?
    var flag: Bool?
    var weight: Double?
    var size: Int64?
    var small: UInt8?
    var other: Kind?
    var tags: [String]
    var maybes: [Int?]
    var bytes: [UInt8]
    var ids: [TextID]
    var sizes: [String: Int]
    var names: [Int: String]
    var parts: [Part]
    var part: Part?
    var delays: [Delay]
    var nest: Nest
    var derived: Derived

    static func random(_ generator: inout some RandomNumberGenerator) -> Sample {
        Sample(
            id: TextID(randomText(&generator)), kind: Kind.allCases.randomElement(using: &generator) ?? .film,
            level: Level.allCases.randomElement(using: &generator) ?? .low, title: randomText(&generator),
            count: .random(in: .min ... .max, using: &generator), isOn: .random(using: &generator),
            ratio: .random(in: -1e9...1e9, using: &generator), share: .random(in: -1...1, using: &generator),
            integers: .random(&generator), note: .maybe(randomText(&generator), &generator), limit: .maybe(17, &generator),
            flag: .maybe(true, &generator), weight: .maybe(0.1, &generator), size: .maybe(.max, &generator), small: .maybe(255, &generator),
            other: .maybe(.song, &generator), tags: ["a", randomText(&generator)], maybes: [1, .maybe(2, &generator), nil],
            bytes: [0, 255], ids: [TextID("x")], sizes: ["12": 1, "a": 2, "b" + randomText(&generator): 3],
            names: [7: "seven", -1: randomText(&generator)],
            parts: [part(&generator), part(&generator)], part: .maybe(part(&generator), &generator),
            delays: [.never, .fixed(milliseconds: 5), .exponential(base: 1, 2.5)],
            nest: Nest(numbers: [1, 2], word: randomText(&generator)),
            derived: Derived(name: randomText(&generator), age: 4))
    }

    private static func part(_ generator: inout some RandomNumberGenerator) -> Part {
        Part(
            name: randomText(&generator), size: .random(in: .min ... .max, using: &generator), inner: [Part(name: "", size: 0, inner: nil)])
    }
}

extension Optional {
    fileprivate static func maybe(_ value: Wrapped, _ generator: inout some RandomNumberGenerator) -> Self {
        Bool.random(using: &generator) ? value : nil
    }
}
