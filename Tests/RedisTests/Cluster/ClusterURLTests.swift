import Testing

@testable import Redis

@Suite struct ClusterURLTests {
    @Test func readsACluster() throws {
        let configuration = try RedisConfiguration(url: "redis+cluster://us%40er:p%2C%3Aw@one:7000,two,[::1]:7002/")
        #expect(configuration.topology == .cluster(seeds: [.init("one", 7000), .init("two", 6379), .init("::1", 7002)]))
        #expect(configuration.username == "us@er" && configuration.password == "p,:w" && configuration.tls == nil)
        #expect("\(configuration)" == "redis+cluster://one:7000,two:6379,[::1]:7002/")
    }

    @Test func readsTLS() throws {
        let configuration = try RedisConfiguration(url: "rediss+cluster://one,two/0?ca=/etc/ca.pem")
        #expect(configuration.tls == .init(caFile: "/etc/ca.pem"))
        #expect(try RedisConfiguration(url: "rediss+sentinel://one/main").tls == .init())
    }

    @Test func readsSentinels() throws {
        let url = "redis+sentinel://me:secret@s1,s2:5000/main/3?sentinel-user=watch&sentinel-password=man"
        let configuration = try RedisConfiguration(url: url)
        let sentinels = RedisTopology.Sentinels(
            addresses: [.init("s1", 26_379), .init("s2", 5000)], master: "main", username: "watch", password: "man")
        #expect(configuration.topology == .sentinel(sentinels))
        #expect(configuration.database == 3 && configuration.username == "me" && configuration.password == "secret")
        #expect("\(configuration)" == "redis+sentinel://s1:26379,s2:5000/main/3")
    }

    @Test(arguments: [
        "redis+cluster://one/1", "redis+cluster://one,,two/", "redis+cluster://one:0,two/", "redis+cluster://one,two:99999/",
        "redis+sentinel://one", "redis+sentinel://one/", "redis+sentinel://one/main/0/more", "redis+sentinel://one/main/x",
        "redis://one,two/0", "redis+other://one/", "redis+cluster+tls://one/", "unix+cluster:///a", "redis+cluster:one",
    ])
    func refuses(url: String) {
        #expect(#expect(throws: RedisError.self) { try RedisConfiguration(url: url) }?.code == .invalidConfiguration)
    }
}
