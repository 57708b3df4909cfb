import Bus
import Caching
import Contracts
import Foundation
import Jobs
import Redis
import Testing

@testable import gateway

/// Where the keys of everything lie in a Redis Cluster. What one script, transaction or read of several streams touches lies in
/// one slot; whatever else is anywhere.
@Suite struct KeySlotTests {
    private struct Family {
        let names: [String]
        let keys: [String]
        /// All in this slot, or nil for: each by itself.
        var tag: String?
    }

    private static func bus(_ service: ServiceName) -> Family {
        Family(
            names: [
                "requests", "deadRequests", "alive", "cancellations", "events", "deadEvents", "eventLease", "outboxWake",
            ],
            keys: [
                BusKeys.requests(service), BusKeys.deadRequests(service), BusKeys.alive(service, consumer: "c"),
                BusKeys.cancellations(service), BusKeys.events(service), BusKeys.deadEvents(service, group: "g"),
                BusKeys.eventLease(service, group: "g"), BusKeys.outboxWake(service),
            ], tag: service.rawValue)
    }

    private static let replies = Family(names: ["replies"], keys: [BusKeys.replies(instance: "i")], tag: "replies:i")

    /// The scripts of the job engine touch several of these at once, and build their names themselves.
    private static let jobs = Family(
        names: [
            "ready", "waiting", "delayed", "parked", "expiring", "completed", "failed", "job", "children", "unique", "pulled", "types",
            "settings", "slots", "times", "ended", "paused", "sequence", "front", "tick", "repeats", "repeatsDue", "news", "alive",
        ],
        keys: [
            JobKeys.ready(type: "t"), JobKeys.waiting(type: "t"), JobKeys.delayed(type: "t"), JobKeys.parked(type: "t"),
            JobKeys.expiring(type: "t"), JobKeys.completed(type: "t"), JobKeys.failed(type: "t"), JobKeys.job("1"),
            JobKeys.children("1"), JobKeys.unique(type: "t", key: "{k}"), JobKeys.pulled(type: "t", key: "{k}"), JobKeys.types,
            JobKeys.settings(type: "t"), JobKeys.slots(type: "t"), JobKeys.times(type: "t"), JobKeys.ended(type: "t"), JobKeys.paused,
            JobKeys.sequence, JobKeys.front, JobKeys.tick, JobKeys.repeats, JobKeys.repeatsDue, JobKeys.news,
            JobKeys.alive(worker: "w"),
        ], tag: "jobs")

    /// One command touches one of them. The channel's listeners follow the slot of its number, where the publisher speaks.
    private static let caches = Family(
        names: ["epoch", "entry", "generation", "invalidations", "lastNumber"],
        keys: [
            CacheKeys.epoch, CacheKeys.entry("k"), CacheKeys.generation("media:1"), CacheKeys.invalidations,
            CacheKeys.lastNumber(channel: CacheKeys.invalidations),
        ])

    private static let limits = Family(
        names: ["bucket"],
        keys: (0..<50).map { _ in
            RateLimitKeys.bucket(
                RateLimitKey(rule: .user, limit: RateLimit(perMinute: 1, burst: 1), subject: .user(.make())))
        })

    private static var families: [Family] { ServiceName.allCases.map(bus) + [replies, jobs, caches, limits] }

    @Test func whatIsUsedTogetherLiesTogether() {
        for family in Self.families {
            guard let tag = family.tag else { continue }
            for key in family.keys { #expect(HashSlot(of: key) == HashSlot(of: tag), "\(key)") }
        }
    }

    @Test func theRestSpreads() {
        #expect(Set(Self.limits.keys.map { HashSlot(of: $0) }).count > 40)
        #expect(Set((0..<50).map { HashSlot(of: CacheKeys.entry("\($0)")) }).count > 40)
        #expect(Set(ServiceName.allCases.map { HashSlot(of: BusKeys.requests($0)) }).count == ServiceName.allCases.count)
    }

    /// A builder that is added and not thought of here.
    @Test(arguments: [
        "Shared/Bus/Wire/BusKeys.swift", "Shared/Jobs/JobKeys.swift", "Shared/Caching/Tier/CacheKeys.swift",
        "services/gateway/RateLimits/RateLimitKeys.swift",
    ])
    func noBuilderIsForgotten(file: String) throws {
        let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
        let source = try String(contentsOfFile: "\(root)/\(file)", encoding: .utf8)
        let known = Set(Self.families.flatMap(\.names))
        let builders = source.matches(of: /static (?:let|func) (\w+)/).map { String($0.1) }
        #expect(!builders.isEmpty)
        for builder in builders where !["responders", "group"].contains(builder) { #expect(known.contains(builder), "\(builder)") }
    }
}
