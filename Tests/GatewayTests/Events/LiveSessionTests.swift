import Contracts
import Redis
import TestSupport
import Testing

@testable import gateway

struct LiveSessionTests {
    @Test func aNewClientGetsWhatHappensFromNowOn() async throws {
        let (world, client) = (LiveWorld(), ListeningClient())
        try world.happen()
        try await world.listening(client) {
            try await eventually { client.retry != nil }
            let media = try world.happen()
            try await eventually { client.events.count == 1 }
            let shown = try client.events[0].data.mediaId
            #expect(shown == media.description)
            #expect((1_000...2_000).contains(client.retry ?? 0))
        }
    }

    @Test func aClientThatComesBackGetsWhatItMissed() async throws {
        let (world, before, after) = (LiveWorld(), ListeningClient(), ListeningClient())
        try await world.listening(before) { try await eventually { before.retry != nil } }
        let missed = try (0..<500).map { _ in try world.happen() }
        try await world.listening(after, after: before.lastEventID) {
            try await eventually { after.events.count == 500 }
            let next = try world.happen()
            try await eventually { after.events.count == 501 }
            #expect(try after.events.map { try $0.data.mediaId } == (missed + [next]).map(\.description))
        }
    }

    @Test func aMissedEventOfAStrangerStaysUnseen() async throws {
        let (world, client, before) = (LiveWorld(), ListeningClient(), LivePosition().description)
        for owner in [client.user, UserID.make(), client.user] {
            let entry = try world.append({ try .fact(PlaylistCreated(id: .make(), owner: owner, isPublic: true), at: $0) }, to: .playlists)
            try world.handOn(entry, of: .playlists)
        }
        try await world.listening(client, after: before) {
            try await eventually { client.events.count == 2 }
            try world.happen()
            try await eventually { client.events.count == 3 }
            #expect(client.names == ["playlist.added", "playlist.added", "media.added"])
        }
    }

    /// The hub lags behind the streams, events come all the time, and the client comes and goes as chance will have it.
    @Test(arguments: 0..<20) func nothingIsMissedAndNothingComesTwice(round: Int) async throws {
        let world = LiveWorld()
        let (user, total) = (UserID.make(), 300)
        let sources: [LiveSource] = [.media, .playlists]
        let (received, over) = (Journal<ReceivedEvent>(), Journal<Bool>())
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for source in sources {
                let (waiting, more) = AsyncStream<StreamEntry>.makeStream()
                tasks.addTask {
                    for _ in 0..<total {
                        let entry = try world.append(
                            { id in
                                source == .media
                                    ? try .fact(MediaAdded.some(), at: id)
                                    : try .fact(PlaylistCreated(id: .make(), owner: user, isPublic: false), at: id)
                            }, to: source)
                        more.yield(entry)
                        if Int.random(in: 0..<4) == 0 { try await Task.sleep(for: .microseconds(Int.random(in: 0...500))) }
                    }
                    more.finish()
                }
                tasks.addTask {
                    for await entry in waiting {
                        if Int.random(in: 0..<8) == 0 { try await Task.sleep(for: .microseconds(Int.random(in: 0...2_000))) }
                        try world.handOn(entry, of: source)
                    }
                }
            }
            tasks.addTask {
                var lastEventID = LivePosition().description
                while true {
                    let isLast = over.count > 0
                    let client = ListeningClient(user: user)
                    let visit = Task { [lastEventID] in try await client.listen(world.feed, after: lastEventID) }
                    if isLast {
                        try await eventually { received.count + client.events.count >= total * sources.count }
                    } else {
                        try await Task.sleep(for: .microseconds(Int.random(in: 0...4_000)))
                    }
                    visit.cancel()
                    try await visit.value
                    for event in client.events { received.append(event) }
                    if !client.lastEventID.isEmpty { lastEventID = client.lastEventID }
                    if isLast { return }
                }
            }
            for _ in 0..<sources.count * 2 { try await tasks.next() }
            over.append(true)
            try await tasks.waitForAll()
        }
        for source in sources {
            let ids = try received.all.filter { $0.name.hasPrefix(source == .media ? "media" : "playlist") }
                .map { try #require(LivePosition($0.lastEventID))[source] }
            #expect(ids.count == total)
            #expect(Set(ids).count == total)
            #expect(ids == ids.sorted())
        }
        #expect(world.hub.hasClients == false)
    }

    @Test func aClientThatMissedMoreThanTheStreamsHoldStartsAfresh() async throws {
        let (world, client) = (LiveWorld(), ListeningClient())
        for _ in 0..<20 { try world.happen() }
        world.history.trim(.media, keep: 10)
        try await world.listening(client, after: LivePosition().description) {
            try await eventually { client.events.count == 1 }
            let media = try world.happen()
            try await eventually { client.events.count == 2 }
            #expect(client.names == ["reset", "media.added"])
            let shown = try client.events[1].data.mediaId
            #expect(shown == media.description)
        }
    }

    @Test func soDoesOneThatMissedMoreThanIsReplayed() async throws {
        var limits = LiveLimits()
        limits.replayedEntries = 300
        let (world, client) = (LiveWorld(limits), ListeningClient())
        for _ in 0..<301 { try world.happen() }
        try await world.listening(client, after: LivePosition().description) {
            try await eventually { client.names.last == "reset" }
            #expect(client.lastEventID == "m1301-0.p0-0.j0-0.w0-0")
        }
    }

    @Test func soDoesOneWhoseLastEventCannotBeUnderstood() async throws {
        let (world, client) = (LiveWorld(), ListeningClient())
        try await world.listening(client, after: "17") { try await eventually { client.names == ["reset"] } }
    }

    @Test func aLossOnTheWayResetsAndGoesOnFromThere() async throws {
        let (world, client) = (LiveWorld(), ListeningClient())
        try await world.listening(client) {
            try await eventually { client.retry != nil }
            try world.happen()
            try await eventually { client.events.count == 1 }
            // Redis came back empty, and with an older clock.
            world.hub.follow(.media, from: StreamID(milliseconds: 5))
            try world.handOn(.fact(MediaAdded.some(), at: StreamID(milliseconds: 6)), of: .media)
            try await eventually { client.events.count == 3 }
            #expect(client.names == ["media.added", "reset", "media.added"])
            #expect(LivePosition(client.lastEventID)?[.media] == StreamID(milliseconds: 6))
        }
    }

    @Test func aSlowClientLosesItsConnectionAndNobodyWaitsForIt() async throws {
        let (world, slow, quick) = (LiveWorld(), ListeningClient(), ListeningClient())
        try await world.listening(slow) {
            try await world.listening(quick) {
                try await eventually { slow.retry != nil && quick.retry != nil }
                slow.getStuck()
                for number in 1...600 {
                    try world.happen()
                    if number % 50 == 0 { try await eventually { quick.events.count == number } }
                }
                #expect(slow.wasHungUp && !quick.wasHungUp)
                try await eventually { world.metrics.render().contains("live_clients 1") }
                #expect(world.metrics.render().contains("live_clients_ended_total{reason=\"slow\"} 1"))
            }
        }
    }

    @Test func whatWasNobodysBusinessMovesAQuietClientOn() async throws {
        var limits = LiveLimits()
        limits.heartbeat = .milliseconds(20)
        let (world, client) = (LiveWorld(limits), ListeningClient())
        try await world.listening(client) {
            try await eventually { client.retry != nil }
            let entry = try world.append(
                { try .fact(PlaylistCreated(id: .make(), owner: .make(), isPublic: true), at: $0) }, to: .playlists)
            try world.handOn(entry, of: .playlists)
            try await eventually {
                world.hub.review { $0.role }
                return LivePosition(client.lastEventID)?[.playlists] == entry.id
            }
            #expect(client.events.isEmpty && client.comments > 0)
        }
    }

    @Test func aResponseThatIsNeverWrittenHoldsNoPlace() throws {
        let world = LiveWorld()
        let client = ListeningClient()
        do {
            let subscription = try world.hub.admit(client.token, .user) {}
            #expect(world.hub.hasClients)
            withExtendedLifetime(subscription) {}
        }
        #expect(!world.hub.hasClients)
    }
}
