import Contracts
import Testing

@Suite struct CallerTests {
    @Test func comesBackAsItWas() {
        let callers: [Caller] = [
            .anonymous, .system, .user(.make(), session: .make(), role: .user), .user(.make(), session: nil, role: .admin),
        ]
        for caller in callers { #expect(Caller(wire: caller.wire[...]) == caller) }
    }

    @Test(arguments: ["", "a", "a,,,", "x,,,user", "u,,,user", "u,nobody,,admin", "a,,,admin", "s,,,admin,", "s,,x,admin"])
    func whatIsNoCallerIsRefused(wire: String) { #expect(Caller(wire: wire[...]) == nil) }
}
