import Testing

@testable import Redis

@Suite struct ClusterRedirectionTests {
    private let speaker = RedisAddress("speaker", 7000)

    private func redirection(_ text: String) -> ClusterRedirection? { ClusterRedirection(.reply(text), saidBy: speaker) }

    @Test func readsWhatAClusterSays() {
        let slot = HashSlot(number: 3999)
        #expect(redirection("MOVED 3999 127.0.0.1:6381") == .moved(slot, RedisAddress("127.0.0.1", 6381)))
        #expect(redirection("MOVED 3999 ::1:6381") == .moved(slot, RedisAddress("::1", 6381)))
        #expect(redirection("MOVED 3999 :6381") == .moved(slot, RedisAddress("speaker", 6381)))
        #expect(redirection("ASK 3999 node.example:6381") == .ask(RedisAddress("node.example", 6381)))
        for text in [
            "TRYAGAIN Multiple keys", "CLUSTERDOWN Hash slot not served", "LOADING Redis is loading", "UNBLOCKED the stream is gone",
        ] {
            #expect(redirection(text) == .later)
        }
    }

    @Test(arguments: ["ERR no", "MOVED", "MOVED x a:1", "MOVED 16384 a:1", "MOVED 1 a", "ASK 1 a:0", "WRONGTYPE of key"])
    func leavesTheRestToTheCaller(text: String) {
        #expect(redirection(text) == nil)
    }
}
