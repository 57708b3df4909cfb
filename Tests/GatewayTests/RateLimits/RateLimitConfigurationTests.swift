import Contracts
import Testing

@testable import Runtime
@testable import gateway

struct RateLimitConfigurationTests {
    private func limits(_ environment: [String: String]) async throws -> RateLimits {
        let reader = try await ConfigurationReader.reading(environment)
        let limits = RateLimits(reader)
        try reader.finish()
        return limits
    }

    @Test func withoutAWordTheLimitsAreOn() async throws {
        let limits = try await limits([:])
        #expect(limits.anonymous == RateLimit(perMinute: 120))
        #expect(limits.user == RateLimit(perMinute: 6_000))
        #expect(limits.signIn == RateLimit(perMinute: 30))
        #expect(limits.timeout == .milliseconds(50))
    }

    @Test func zeroTurnsOneOff() async throws {
        let limits = try await limits(["RATE_LIMIT_USER_PER_MINUTE": "0", "RATE_LIMIT_ANONYMOUS_BURST": "7"])
        #expect(limits.user == nil)
        #expect(limits.anonymous == RateLimit(perMinute: 120, burst: 7))
    }

    @Test(arguments: ["-1", "1000001", "many"])
    func nonsenseIsRefused(_ text: String) async throws {
        await #expect(throws: ConfigurationError.self) { try await limits(["RATE_LIMIT_SIGN_IN_PER_MINUTE": text]) }
    }

    @Test func aRateIsNeverRoundedUp() {
        for perMinute in [1, 7, 120, 6_000, 77_777, 1_000_000] {
            let limit = RateLimit(perMinute: perMinute)
            #expect(limit.interval * perMinute >= 60_000_000)
            #expect(limit.interval * perMinute < 60_000_000 + perMinute)
        }
    }

    @Test func keysAreHashTagsAsAWhole() throws {
        let user = UserID.make(), limit = RateLimit(perMinute: 1)
        func name(_ rule: RateLimitRule, _ subject: RateLimitKey.Subject) -> String {
            RateLimitKeys.bucket(RateLimitKey(rule: rule, limit: limit, subject: subject))
        }
        #expect(name(.user, .user(user)) == "mn:{limit:user:\(user)}")
        let network = try #require(ClientNetwork("2001:db8::1"))
        #expect(name(.signIn, .network(network)) == "mn:{limit:sign-in:2001:db8:0:0::/64}")
    }
}
