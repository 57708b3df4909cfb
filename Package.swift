// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// One list for every target that we write.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

extension Target.Dependency {
    static let nio: [Self] = [
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
    ]
    static let nioHTTP1: Self = .product(name: "NIOHTTP1", package: "swift-nio")
    static let nioHTTP2: [Self] = [
        .product(name: "NIOHTTP2", package: "swift-nio-http2"), .product(name: "NIOHPACK", package: "swift-nio-http2"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"), .product(name: "NIOHTTPTypesHTTP2", package: "swift-nio-extras"),
    ]
    static let nioTLS: Self = .product(name: "NIOTLS", package: "swift-nio")
    static let nioSSL: Self = .product(name: "NIOSSL", package: "swift-nio-ssl")
    static let logging: Self = .product(name: "Logging", package: "swift-log")
    static let deque: Self = .product(name: "DequeModule", package: "swift-collections")
    static let hummingbird: Self = .product(name: "Hummingbird", package: "hummingbird")
    static let httpTypes: Self = .product(name: "HTTPTypes", package: "swift-http-types")
    static let configuration: Self = .product(name: "Configuration", package: "swift-configuration")
    static let lifecycle: Self = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let signals: Self = .product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let subprocess: Self = .product(name: "Subprocess", package: "swift-subprocess")
    static let arguments: Self = .product(name: "ArgumentParser", package: "swift-argument-parser")
    static let crypto: Self = .product(name: "Crypto", package: "swift-crypto")
    static let mustache: Self = .product(name: "Mustache", package: "swift-mustache")
    static let jwt: Self = .product(name: "JWTKit", package: "jwt-kit")
}

func shared(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Shared/\(name)", swiftSettings: settings)
}

func service(
    _ name: String, _ dependencies: [Target.Dependency], migrations: [String] = [], embedded: [String] = []
) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "services/\(name)", exclude: ["README.md"],
        resources: migrations.map { .embedInCode("Migrations/\($0).sql") } + embedded.map { .embedInCode($0) },
        swiftSettings: settings)
}

func test(_ subject: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(subject)Tests", dependencies: [.init(stringLiteral: subject), "TestSupport"] + dependencies,
        path: "Tests/\(subject)Tests", swiftSettings: settings)
}

/// A test that opens no server, and so builds without the clients of any.
func unitTest(_ subject: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(subject)Tests", dependencies: [.init(stringLiteral: subject)] + dependencies,
        path: "Tests/\(subject)Tests", swiftSettings: settings)
}

func cLibrary(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Shared/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

var targets: [Target] = [
    cLibrary("CHiredis", pkgConfig: "hiredis", apt: "libhiredis-dev"),
    cLibrary("CLibpq", pkgConfig: "libpq", apt: "libpq-dev"),
    cLibrary("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
    cLibrary("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    cLibrary("CBrotli", pkgConfig: "libbrotlienc", apt: "libbrotli-dev"),

    shared("JSON"),
    shared("Contracts", ["JSON"]),
    shared("Resilience", [.deque]),
    shared("Observability", [.logging]),
    shared("Redis", ["CHiredis", .nioSSL, .logging, .deque] + Target.Dependency.nio),
    shared("Postgres", ["CLibpq", .logging, .deque]),
    shared("Bus", ["Contracts", "JSON", "Redis", "Resilience", "Observability", .logging] + Target.Dependency.nio),
    shared("Outbox", ["Bus", "Contracts", "JSON", "Postgres", "Redis", "Resilience", "Observability", .logging]),
    shared("Caching", ["Contracts", "Redis", "Resilience", "Observability", .logging]),
    shared("Jobs", ["Contracts", "JSON", "Redis", "Resilience", "Observability", .logging]),
    shared("Mail", ["Resilience", .nioSSL, .nioTLS, .logging] + Target.Dependency.nio),
    shared("MediaFiles", [.subprocess, .crypto]),
    shared("WebPush", ["Contracts", "JSON", .crypto, .nioHTTP1, .nioSSL] + Target.Dependency.nio),
    shared("Compression", ["CZlib", "CBrotli", .deque, .product(name: "NIOCore", package: "swift-nio")]),
    shared(
        "Runtime",
        [
            "Bus", "Contracts", "JSON", "Redis", "Postgres", "Outbox", "Resilience", "Observability",
            .hummingbird, .httpTypes, .configuration, .lifecycle, .logging,
        ] + Target.Dependency.nio),
    shared("TestSupport", ["Redis", "Postgres", .logging] + Target.Dependency.nio),

    service(
        "gateway",
        [
            "Runtime", "Bus", "Caching", "Compression", "Contracts", "JSON", "Redis", "Jobs", "MediaFiles", "Resilience",
            "Observability", .hummingbird, .httpTypes, .nioHTTP1, .nioSSL, .nioTLS, .jwt, .crypto, .lifecycle, .signals, .logging,
        ] + Target.Dependency.nio + Target.Dependency.nioHTTP2),
    service(
        "auth",
        [
            "Runtime", "Bus", "Contracts", "JSON", "Postgres", "Outbox", "Resilience", "Observability", "COpenSSL",
            .jwt, .crypto, .logging, .configuration, .lifecycle,
        ],
        migrations: [
            "0001_create_users", "0002_create_sessions", "0003_create_signing_keys", "0004_create_login_failures",
        ]),
    service(
        "media",
        [
            "Runtime", "Bus", "Caching", "Contracts", "JSON", "Postgres", "Outbox", "Jobs", "MediaFiles", "Resilience", "Observability",
            .lifecycle, .logging, .configuration,
        ],
        migrations: [
            "0001_create_media_items", "0002_create_files", "0003_create_search", "0004_create_lexicon",
            "0005_create_search_functions", "0006_create_plays",
        ]),
    service(
        "playlists",
        [
            "Runtime", "Bus", "Contracts", "JSON", "Postgres", "Outbox", "Resilience", "Observability",
            .lifecycle, .logging, .configuration,
        ], migrations: ["0001_create_playlists", "0002_create_changes"]),
    service(
        "workers",
        [
            "Runtime", "Bus", "Contracts", "JSON", "Redis", "Jobs", "Postgres", "Outbox", "MediaFiles", "WebPush", "Mail", "Resilience",
            "Observability", .lifecycle, .logging, .configuration, .mustache, .product(name: "NIOCore", package: "swift-nio"),
        ],
        migrations: ["0001_create_notifications", "0002_create_mail"],
        embedded: ["layout", "welcome", "password-changed", "new-sign-in", "scan-finished"].flatMap { name in
            ["html", "txt"].map { "Mail/Templates/\(name).\($0).mustache" }
        }),
    .executableTarget(
        name: "medianest",
        dependencies: [
            "Runtime", "Bus", "Contracts", "JSON", "Redis", "Postgres", "Jobs", "Resilience", "Observability",
            .arguments, .crypto, .logging,
        ] + Target.Dependency.nio, path: "Tools/medianest", swiftSettings: settings),
    .executableTarget(
        name: "jobs-matrix-worker",
        dependencies: ["Contracts", "JSON", "Redis", "Postgres", "Outbox", "Jobs", .logging] + Target.Dependency.nio,
        path: "Tools/jobs-matrix-worker", swiftSettings: settings),
    .testTarget(
        name: "MedianestTests", dependencies: ["medianest", "TestSupport"], path: "Tests/MedianestTests", swiftSettings: settings),
    .testTarget(
        name: "AuthTests", dependencies: ["auth", "Observability", "TestSupport"], path: "Tests/AuthTests", swiftSettings: settings),
    .testTarget(
        name: "MediaTests",
        dependencies: [
            "media", "Bus", "Contracts", "Jobs", "MediaFiles", "Outbox", "Postgres", "Redis", "Resilience", "TestSupport",
        ] + Target.Dependency.nio,
        path: "Tests/MediaTests", swiftSettings: settings),
    .testTarget(
        name: "PlaylistsTests", dependencies: ["playlists", "Outbox", "TestSupport"], path: "Tests/PlaylistsTests",
        swiftSettings: settings),
    .testTarget(
        name: "WorkersTests",
        dependencies: [
            "workers", "Bus", "Contracts", "Jobs", "Mail", "Observability", "Outbox", "Postgres", "Redis", "Runtime", "TestSupport",
            .logging,
        ] + Target.Dependency.nio,
        path: "Tests/WorkersTests", swiftSettings: settings),
    .testTarget(
        name: "GatewayTests",
        dependencies: ["gateway", "Redis", "TestSupport", .nioSSL, .nioHTTP1, .jwt, .crypto, .logging] + Target.Dependency.nio
            + Target.Dependency.nioHTTP2,
        path: "Tests/GatewayTests", swiftSettings: settings),

    test("Postgres", [.logging]),
    test("Redis", [.logging] + Target.Dependency.nio),
    unitTest("MediaFiles"),
    unitTest("Mail", ["Resilience", .nioSSL, .logging] + Target.Dependency.nio),
    unitTest("WebPush", ["Contracts", "JSON", .crypto, .nioHTTP1] + Target.Dependency.nio),
    unitTest("Compression", ["CZlib", "CBrotli", .product(name: "NIOCore", package: "swift-nio")]),
    unitTest("Observability", [.logging]),
    unitTest("Resilience"),
    unitTest("JSON"),
    unitTest("Contracts", ["JSON"]),
    test("Bus", ["Contracts", "JSON", "Redis", "Resilience", "Observability", .logging] + Target.Dependency.nio),
    test(
        "Outbox",
        [
            "Bus", "Contracts", "JSON", "Postgres", "Redis", "Resilience", "Observability", .logging,
        ] + Target.Dependency.nio),
    test("Caching", ["Contracts", "Redis", "Resilience", "Observability", .logging] + Target.Dependency.nio),
    test("Jobs", ["Contracts", "JSON", "Redis", "Resilience", "Observability", .logging] + Target.Dependency.nio),
    unitTest("Runtime", ["Observability", "Resilience", .lifecycle, .logging] + Target.Dependency.nio),
]

/// `MEDIANEST_BENCH=1 swift build` adds the benchmarks of the shared clients; nothing else needs them.
if ProcessInfo.processInfo.environment["MEDIANEST_BENCH"] != nil {
    targets.append(
        .executableTarget(
            name: "medianest-bench",
            dependencies: ["Bus", "Contracts", "JSON", "Jobs", "Observability", "Redis", "Postgres", "Resilience", .hummingbird, .logging]
                + Target.Dependency.nio,
            path: "Tools/medianest-bench", swiftSettings: settings))
}

/// `MEDIANEST_ONLY=RedisTests swift test` narrows the package to those targets and what they need,
/// so that one target can be built and tested while its neighbours do not compile.
if let only = ProcessInfo.processInfo.environment["MEDIANEST_ONLY"] {
    let wanted = Set(only.split(separator: ",").map(String.init))
    var kept = wanted
    func keep(_ name: String) {
        guard let target = targets.first(where: { $0.name == name }) else { return }
        kept.insert(name)
        for case .byNameItem(let dependency, _) in target.dependencies { keep(dependency) }
    }
    wanted.forEach(keep)
    targets.removeAll { !kept.contains($0.name) }
}

let package = Package(
    name: "medianest",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-http2.git", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2", traits: []),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
    ],
    targets: targets
)
