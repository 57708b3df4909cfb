import Contracts
import Foundation
import Postgres
import Testing

@testable import auth

@Suite struct LoginFailureTests {
    private func attempt(_ email: String, _ password: String, _ address: String? = nil) -> LogIn {
        LogIn(email: email, password: password, address: address, userAgent: nil)
    }

    @Test func blocksTheAccountThenForgetsWithTime() async throws {
        try await AuthHarness.run(limits: LoginLimits(perAccount: 3)) { harness in
            _ = try await harness.register("a@example.com")
            for _ in 0..<3 { #expect(try await harness.refusal(attempt("A@example.com", "not the password")) == 401) }
            let problem = await #expect(throws: Problem.self) { try await harness.logIn("a@example.com") }
            #expect(problem?.status == 429)
            #expect((1...900).contains(problem?.retryAfter ?? 0))
            try await harness.database.execute(
                "UPDATE login_failures SET failed_at = (SELECT array_agg(t - interval '15 minutes') FROM unnest(failed_at) t)")
            _ = try await harness.logIn("a@example.com")
        }
    }

    @Test func successForgivesTheAccount() async throws {
        try await AuthHarness.run(limits: LoginLimits(perAccount: 2)) { harness in
            _ = try await harness.register("a@example.com")
            for _ in 0..<3 {
                #expect(try await harness.refusal(attempt("a@example.com", "not the password")) == 401)
                _ = try await harness.logIn("a@example.com")
            }
        }
    }

    @Test func blocksTheAddressAcrossAccounts() async throws {
        try await AuthHarness.run(limits: LoginLimits(perAddress: 3)) { harness in
            _ = try await harness.register("a@example.com")
            for number in 0..<3 {
                #expect(try await harness.refusal(attempt("nobody\(number)@example.com", "not the password", "10.0.0.1")) == 401)
            }
            #expect(try await harness.refusal(attempt("a@example.com", AuthHarness.password, "10.0.0.1")) == 429)
            _ = try await harness.logIn("a@example.com", address: "10.0.0.2")
        }
    }

    @Test func manyGuessesAtOnceLearnNoMoreThanAllowed() async throws {
        try await AuthHarness.run(limits: LoginLimits(perAccount: 3)) { harness in
            _ = try await harness.register("a@example.com")
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<24 { group.addTask { try await harness.refusal(attempt("a@example.com", "not the password")) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 401 } <= 3)
            #expect(statuses.allSatisfy { $0 == 401 || $0 == 429 })
        }
    }
}
