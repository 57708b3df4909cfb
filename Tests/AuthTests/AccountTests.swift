import Contracts
import Foundation
import Postgres
import Testing

@testable import auth

@Suite struct AccountTests {
    @Test func makesTheFirstAccountAdministratorHoweverManyRegisterAtOnce() async throws {
        try await AuthHarness.run { harness in
            let users = try await withThrowingTaskGroup(of: User.self) { group in
                for number in 0..<8 { group.addTask { try await harness.register("user\(number)@example.com") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(users.count { $0.role == .admin } == 1)
            #expect(try await harness.facts("user.registered.v1") == 8)
        }
    }

    @Test func comparesAddressesWithoutCase() async throws {
        try await AuthHarness.run { harness in
            let user = try await harness.register("Some.One@Example.com")
            #expect(user.name == "Some.One" && user.status == .active)
            #expect(
                try await harness.refusal(RegisterUser(email: "some.one@example.COM", password: AuthHarness.password, name: nil)) == 409)
            #expect(try await harness.logIn("SOME.ONE@example.com").user.id == user.id)
        }
    }

    @Test func namesEveryWrongField() async throws {
        try await AuthHarness.run { harness in
            let request = RegisterUser(email: "nobody", password: "short", name: "\u{7}")
            let problem = await #expect(throws: Problem.self) { try await harness.ask(request) }
            #expect(problem?.status == 422)
            #expect(problem?.errors?.map(\.field) == ["email", "name", "password"])
        }
    }

    @Test func registersOnceHoweverOftenTheRequestArrives() async throws {
        try await AuthHarness.run { harness in
            let request = RegisterUser(email: "a@example.com", password: AuthHarness.password, name: "A")
            let first = try await harness.ask(request, id: "same")
            #expect(try await harness.ask(request, id: "same").user.id == first.user.id)
            #expect(try await harness.facts("user.registered.v1") == 1)
        }
    }

    @Test func acceptsAndRespellsImportedAccounts() async throws {
        try await AuthHarness.run { harness in
            let id = UserID.make()
            try await harness.database.execute(
                """
                INSERT INTO users (id, email, name, password_hash, role, status, created_at)
                VALUES (\(id), 'test@example.com', 'Test', \(PasswordHashTests.imported), 'admin', 'active', now())
                """)
            #expect(try await harness.logIn("test@example.com").user.id == id)
            let stored: String? = try await harness.database.query("SELECT password_hash FROM users").first?.get(0)
            #expect(stored?.hasPrefix("$scrypt$ln=14,r=8,p=1$") == true)
            #expect(try await harness.logIn("test@example.com").user.id == id)
        }
    }

    @Test func showsAndChangesTheProfile() async throws {
        try await AuthHarness.run { harness in
            let user = try await harness.register("a@example.com")
            let caller = Caller.user(user.id, session: nil, role: .admin)
            #expect(try await harness.ask(UpdateProfile(name: " New Name "), as: caller).name == "New Name")
            #expect(try await harness.ask(UpdateProfile(name: nil), as: caller).name == "New Name")
            #expect(try await harness.ask(GetProfile(), as: caller).name == "New Name")
            #expect(try await harness.refusal(UpdateProfile(name: ""), as: caller) == 422)
            #expect(try await harness.refusal(GetProfile()) == 401)
            #expect(try await harness.facts("user.changed.v1") == 1)
        }
    }

    @Test func walksAllUsersOnce() async throws {
        try await AuthHarness.run { harness in
            try await harness.database.execute(
                """
                INSERT INTO users (id, email, name, password_hash, created_at)
                SELECT gen_random_uuid(), n || '@example.com', 'n', '', now() - (n / 3) * interval '1 hour' FROM generate_series(1, 25) n
                """)
            let admin = Caller.user(.make(), session: nil, role: .admin)
            var seen: [UserID] = []
            var cursor: String?
            repeat {
                let page = try await harness.ask(ListUsers(limit: 4, cursor: cursor), as: admin)
                seen += page.items.map(\.id)
                cursor = page.nextCursor
            } while cursor != nil
            #expect(seen.count == 25 && Set(seen).count == 25)
            #expect(try await harness.refusal(ListUsers(limit: 4, cursor: "nonsense"), as: admin) == 400)
            #expect(try await harness.refusal(ListUsers(limit: 0, cursor: nil), as: admin) == 422)
            #expect(try await harness.refusal(ListUsers(limit: 4, cursor: nil), as: .user(.make(), session: nil, role: .user)) == 403)
        }
    }

    @Test func keepsAnAdministrator() async throws {
        try await AuthHarness.run { harness in
            let first = try await harness.register("a@example.com")
            let second = try await harness.register("b@example.com")
            let admin = Caller.user(first.id, session: nil, role: .admin)
            #expect(try await harness.refusal(UpdateUser(id: first.id, changes: .init(role: .user, status: nil)), as: admin) == 409)
            #expect(try await harness.ask(UpdateUser(id: second.id, changes: .init(role: .admin, status: nil)), as: admin).role == .admin)
            #expect(try await harness.ask(UpdateUser(id: first.id, changes: .init(role: .user, status: nil)), as: admin).role == .user)
            #expect(try await harness.refusal(UpdateUser(id: .make(), changes: .init(role: .admin, status: nil)), as: admin) == 404)
        }
    }
}
