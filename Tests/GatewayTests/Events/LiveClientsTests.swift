import Contracts
import Redis
import Testing

@testable import gateway

struct LiveClientsTests {
    private static let start = ContinuousClock.now
    private let news = LiveEvent("media.added", to: .everyone) { $0.field("mediaId", "x") }

    private static func token(_ user: UserID = .make()) -> VerifiedToken {
        VerifiedToken(user: user, session: .make(), role: .user, expires: .now() + .seconds(60))
    }

    private static func clients(_ limits: LiveLimits = LiveLimits()) -> LiveClients {
        var clients = LiveClients(limits)
        for source in LiveSource.allCases { _ = clients.follow(source, from: StreamID(milliseconds: 100)) }
        return clients
    }

    private func id(_ milliseconds: UInt64) -> StreamID { StreamID(milliseconds: milliseconds) }

    private func admit(_ clients: inout LiveClients, _ user: UserID = .make(), joined: Bool = true) throws -> LiveClientID {
        let id = try clients.admit(Self.token(user), .user, now: Self.start)
        if joined { _ = clients.join(id) }
        return id
    }

    private func sent(_ step: LiveClients.Step?) -> [StreamID]? {
        guard case .send(let items) = step else { return nil }
        return items.compactMap { if case .entry(_, let id, _) = $0 { id } else { nil } }
    }

    private func ending(_ step: LiveClients.Step?) -> LiveEnding? {
        if case .end(let ending) = step { ending } else { nil }
    }

    @Test func nobodyIsLetInBeforeAllStreamsAreFollowed() {
        var clients = LiveClients(LiveLimits())
        for source in LiveSource.allCases {
            #expect(throws: LiveRefusal.notFollowing) { try clients.admit(Self.token(), .user, now: Self.start) }
            _ = clients.follow(source, from: .zero)
        }
        #expect(throws: Never.self) { try clients.admit(Self.token(), .user, now: Self.start) }
    }

    @Test func soManyOfAUserAndSoManyInAllAreLetIn() throws {
        var limits = LiveLimits()
        (limits.clients, limits.clientsOfUser) = (3, 2)
        var clients = Self.clients(limits)
        let user = UserID.make()
        let first = try admit(&clients, user)
        _ = try admit(&clients, user)
        #expect(throws: LiveRefusal.tooManyOfUser) { try admit(&clients, user) }
        _ = try admit(&clients)
        #expect(throws: LiveRefusal.tooMany) { try admit(&clients) }
        clients.leave(first)
        clients.leave(first)
        #expect(throws: Never.self) { try admit(&clients, user) }
        #expect(clients.count == 3)
    }

    @Test func aClientGetsWhatComesAfterItJoined() throws {
        var clients = Self.clients()
        let client = try admit(&clients, joined: false)
        #expect(clients.receive(id(101), of: .media, news).woken.isEmpty)
        #expect(clients.join(client)[.media] == id(101))
        #expect(clients.receive(id(102), of: .media, news).woken == [client])
        #expect(clients.receive(id(103), of: .media, nil).woken.isEmpty)
        #expect(sent(clients.step(of: client, now: Self.start)) == [id(102)])
        #expect(clients.step(of: client, now: Self.start) == nil)
        #expect(clients.heads[.media] == id(103))
    }

    @Test func whatIsOneUsersReachesAllOfThatUsersClientsAndNobodyElse() throws {
        var clients = Self.clients()
        let user = UserID.make()
        let own = try [admit(&clients, user), admit(&clients, user)]
        _ = try admit(&clients)
        let woken = clients.receive(id(101), of: .playlists, LiveEvent("playlist.added", to: .user(user)) { _ in }).woken
        #expect(Set(woken) == Set(own))
    }

    @Test func aClientThatTakesNothingIsGivenUpWhenItsQueueIsFull() throws {
        var limits = LiveLimits()
        limits.bufferedEvents = 16
        var clients = Self.clients(limits)
        let (slow, quick) = (try admit(&clients), try admit(&clients))
        for number in 0..<16 {
            #expect(clients.receive(id(101 + UInt64(number)), of: .media, news).abandoned.isEmpty)
            _ = clients.step(of: quick, now: Self.start)
        }
        #expect(clients.receive(id(200), of: .media, news).abandoned == [slow])
        #expect(ending(clients.step(of: slow, now: Self.start)) == .slow)
        #expect(sent(clients.step(of: quick, now: Self.start)) == [id(200)])
        #expect(clients.receive(id(201), of: .media, news).woken == [quick], "nothing is kept for it any more")
    }

    @Test func bytesFillAQueueToo() throws {
        var limits = LiveLimits()
        limits.bufferedBytes = 1_000
        var clients = Self.clients(limits)
        let client = try admit(&clients)
        let long = LiveEvent("job.failed", to: .everyone) { $0.field("message", String(repeating: "x", count: 400)) }
        var abandoned: [LiveClientID] = []
        for number: UInt64 in 0..<3 { abandoned += clients.receive(id(101 + number), of: .jobs, long).abandoned }
        #expect(abandoned == [client])
    }

    @Test func silenceIsBrokenByAHeartbeat() throws {
        var clients = Self.clients()
        let client = try admit(&clients)
        #expect(clients.review(now: Self.start + .seconds(14)) { $0.role } == .init())
        let due = Self.start + .seconds(15)
        #expect(clients.review(now: due) { $0.role }.woken == [client])
        #expect(clients.step(of: client, now: due) == .heartbeat(clients.heads))
        #expect(clients.step(of: client, now: due + .seconds(14)) == nil)
    }

    @Test func whoIsNotBelievedAnyMoreSeesNothingMore() throws {
        var clients = Self.clients()
        let user = UserID.make()
        let (gone, stays) = (try admit(&clients, user), try admit(&clients))
        _ = clients.receive(id(101), of: .media, news)
        let effects = clients.review(now: Self.start) { $0.user == user ? nil : .user }
        #expect(effects == .init(woken: [gone]))
        #expect(ending(clients.step(of: gone, now: Self.start)) == .revoked)
        #expect(sent(clients.step(of: stays, now: Self.start)) == [id(101)])
        #expect(clients.review(now: Self.start) { $0.role }.abandoned == [gone], "it has not taken its end")
        clients.leave(gone)
        #expect(clients.review(now: Self.start) { $0.role } == .init())
    }

    @Test func aNewRoleCountsAtOnce() throws {
        var clients = Self.clients()
        let client = try admit(&clients)
        let scan = LiveEvent("library.scanned", to: .administrators(and: nil)) { _ in }
        #expect(clients.receive(id(101), of: .media, scan).woken.isEmpty)
        _ = clients.review(now: Self.start) { _ in .admin }
        #expect(clients.receive(id(102), of: .media, scan).woken == [client])
        _ = clients.review(now: Self.start) { _ in .user }
        #expect(clients.receive(id(103), of: .media, scan).woken.isEmpty)
    }

    @Test func aLossIsToldToEveryoneAlsoToThoseThatStillReadWhatWasBefore() throws {
        var clients = Self.clients()
        let (joined, reading) = (try admit(&clients), try admit(&clients, joined: false))
        _ = clients.receive(id(101), of: .media, news)
        #expect(Set(clients.follow(.media, from: id(50)).woken) == [joined, reading])
        for client in [joined, reading] {
            #expect(clients.heads[.media] == id(50))
            #expect(clients.step(of: client, now: Self.start) == .send([.reset(clients.heads)]))
        }
    }

    @Test func stoppingEndsEveryoneAndLetsNobodyIn() throws {
        var clients = Self.clients()
        let client = try admit(&clients)
        #expect(clients.stop().woken == [client])
        #expect(ending(clients.step(of: client, now: Self.start)) == .stopping)
        #expect(throws: LiveRefusal.notFollowing) { try admit(&clients) }
    }

    @Test func whoHasLeftIsGone() throws {
        var clients = Self.clients()
        let client = try admit(&clients)
        clients.leave(client)
        #expect(ending(clients.step(of: client, now: Self.start)) == .gone)
        #expect(clients.hasWork(client, now: Self.start))
        #expect(clients.receive(id(101), of: .media, news) == .init())
    }
}
