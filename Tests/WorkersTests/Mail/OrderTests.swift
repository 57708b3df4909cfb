import Contracts
import Postgres
import Testing

@testable import workers

@Suite struct OrderTests {
    private let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

    @Test func welcomesWhoHasRegistered() async throws {
        try await withMailWorld { world in
            try await world.arrive(UserRegistered(user: world.user, name: "Zoë", email: "zoe@example.org"), sequence: 1)
            #expect(try await world.orders() == [EmailDelivery(to: world.user, .welcome)])
            let recipients = PostgresRecipientStore(database: world.database)
            #expect(try await recipients.find(world.user) == Recipient(name: "Zoë", email: "zoe@example.org"))
            #expect(try await recipients.find(.make()) == nil)
        }
    }

    @Test func knowsNewNamesAndNoOldOnes() async throws {
        try await withMailWorld { world in
            let recipients = PostgresRecipientStore(database: world.database)
            try await world.arrive(UserRegistered(user: world.user, name: "A", email: "a@example.org"), sequence: 1)
            for (sequence, name, version) in [(2, "C", 5), (3, "B", 4)] {
                let changed = UserChanged(user: world.user, name: name, role: .user, status: .active, version: Int64(version))
                try await world.arrive(changed, sequence: Int64(sequence))
            }
            #expect(try await recipients.find(world.user)?.name == "C")
        }
    }

    @Test func ordersOnceWhatArrivesTwice() async throws {
        try await withMailWorld { world in
            for _ in 1...2 { try await world.arrive(PasswordChanged(user: world.user), sequence: 7) }
            #expect(try await world.orders().count == 1)
        }
    }

    @Test func tellsOfNewDevicesOnly() async throws {
        try await withMailWorld { world in
            try await world.signIn(firefox, from: "192.0.2.1", sequence: 1)
            // Another version, another address of the same network.
            try await world.signIn(firefox.replacing("140", with: "141"), from: "192.0.2.200", sequence: 2)
            #expect(try await world.orders().isEmpty)
            try await world.signIn(firefox, from: "198.51.100.1", sequence: 3)
            try await world.signIn("curl/8.5.0", from: "192.0.2.1", sequence: 4)
            try await world.signIn("curl/8.6.0", from: "192.0.2.1", sequence: 5)
            let told = try await world.orders().map(\.content).compactMap { content -> [String?]? in
                guard case .newSignIn(_, let device, let address) = content else { return nil }
                return [device, address]
            }
            #expect(told == [["Firefox on Linux", "198.51.100.1"], ["curl", "192.0.2.1"]])
        }
    }

    @Test func aDeviceOfSomebodyElseIsStillNew() async throws {
        try await withMailWorld { world in
            try await world.signIn(firefox, from: "192.0.2.1", sequence: 1)
            let other = UserID.make()
            for (sequence, address) in [(2, "198.51.100.1"), (3, "192.0.2.1")] {
                let fact = SignedIn(user: other, session: .make(), address: address, userAgent: firefox)
                try await world.arrive(fact, sequence: Int64(sequence))
            }
            #expect(try await world.orders().map(\.user) == [other])
        }
    }

    @Test func forgetsDevicesThatNobodyUses() async throws {
        try await withMailWorld { world in
            try await world.signIn(firefox, from: "192.0.2.1", sequence: 1)
            try await world.database.execute("UPDATE devices SET last_seen = now() - interval '401 days'")
            try await world.signIn("curl/8.5.0", from: "192.0.2.1", sequence: 2)
            #expect(try await world.orders().isEmpty)
            #expect(try await world.database.query("SELECT count(*)::int FROM devices").first?.get(0) == 1)
        }
    }

    @Test func keepsNoDeviceInClear() async throws {
        try await withMailWorld { world in
            try await world.signIn(firefox, from: "192.0.2.1", sequence: 1)
            let stored = try await world.database.query("SELECT encode(fingerprint, 'hex') FROM devices").first?.get(0, as: String.self)
            #expect(stored?.count == 64)
        }
    }

    @Test func tellsWhoeverAskedForAScan() async throws {
        try await withMailWorld { world in
            var summary = ScanSummary()
            summary.added = 3
            summary.failures = (1...20).map { .init(path: "\($0)", reason: "broken") }
            try await world.arrive(
                LibraryScanned(library: .make(), name: "Films", requestedBy: world.user, summary: summary), sequence: 1)
            try await world.arrive(LibraryScanned(library: .make(), requestedBy: nil, summary: summary), sequence: 2)
            summary.failures = Array(summary.failures.prefix(10))
            #expect(try await world.orders() == [EmailDelivery(to: world.user, .scanFinished(library: "Films", summary: summary))])
        }
    }

    @Test func respectsWhatUsersDoNotWant() async throws {
        try await withMailWorld { world in
            for type in ["scan-finished", "password-changed", "welcome", "new-sign-in"] {
                try await world.database.execute(
                    "INSERT INTO notification_preferences VALUES (\(world.user), \(type), 'email', false)")
            }
            try await world.arrive(LibraryScanned(library: .make(), requestedBy: world.user, summary: ScanSummary()), sequence: 1)
            #expect(try await world.orders().isEmpty)
            // What is for their safety cannot be switched off.
            try await world.arrive(PasswordChanged(user: world.user), sequence: 1)
            #expect(try await world.orders().count == 1)
        }
    }

    @Test func saysNothingOfWhatHappenedLongAgo() async throws {
        try await withMailWorld { world in
            let time = Timestamp.now() - .seconds(86_500)
            try await world.arrive(
                UserRegistered(user: world.user, name: "A", email: "a@example.org"), sequence: 1, publishedAt: time)
            try await world.arrive(PasswordChanged(user: world.user), sequence: 2, publishedAt: time)
            #expect(try await world.orders().isEmpty)
            #expect(try await PostgresRecipientStore(database: world.database).find(world.user) != nil)
        }
    }

    @Test func onlyRemembersWhileMailIsOff() async throws {
        try await withMailWorld(isOn: false) { world in
            try await world.arrive(UserRegistered(user: world.user, name: "A", email: "a@example.org"), sequence: 1)
            try await world.signIn(firefox, from: "192.0.2.1", sequence: 2)
            try await world.signIn("curl/8.5.0", from: "192.0.2.1", sequence: 3)
            #expect(try await world.orders().isEmpty)
            #expect(try await PostgresRecipientStore(database: world.database).find(world.user) != nil)
            #expect(try await world.database.query("SELECT count(*)::int FROM devices").first?.get(0) == 2)
        }
    }
}
