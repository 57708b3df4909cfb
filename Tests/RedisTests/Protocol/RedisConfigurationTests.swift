import Redis
import Testing

@Suite struct RedisConfigurationTests {
    @Test func readsAServer() throws {
        let configuration = try RedisConfiguration(url: "redis://us%40er:p%3Aw%2F@cache.example:6380/3")
        #expect(configuration.host == "cache.example")
        #expect(configuration.port == 6380)
        #expect(configuration.username == "us@er")
        #expect(configuration.password == "p:w/")
        #expect(configuration.database == 3)
        #expect(configuration.tls == nil)
    }

    @Test func fillsInWhatIsLeftOut() throws {
        let configuration = try RedisConfiguration(url: "redis://:secret@[::1]")
        #expect(configuration.host == "::1")
        #expect(configuration.port == 6379)
        #expect(configuration.username == nil)
        #expect(configuration.password == "secret")
        #expect(configuration.database == 0)
    }

    @Test func readsTLS() throws {
        #expect(try RedisConfiguration(url: "rediss://host").tls == .init())
        #expect(try RedisConfiguration(url: "rediss://host/1?ca=/etc/ca.pem").tls == .init(caFile: "/etc/ca.pem"))
    }

    @Test func readsASocket() throws {
        let configuration = try RedisConfiguration(url: "unix:///run/redis.sock?db=2&user=me&password=a%20b")
        #expect(configuration.unixSocketPath == "/run/redis.sock")
        #expect(configuration.database == 2)
        #expect(configuration.username == "me")
        #expect(configuration.password == "a b")
    }

    @Test(arguments: ["", "http://host", "redis://host:99999", "redis://host/minus", "redis://host/-1", "unix://", "::"])
    func refuses(url: String) {
        let error = #expect(throws: RedisError.self) { try RedisConfiguration(url: url) }
        #expect(error?.code == .invalidConfiguration)
    }

    @Test func describesItselfWithoutSecrets() throws {
        let configuration = try RedisConfiguration(url: "redis://me:secret@host/1")
        #expect("\(configuration)" == "redis://host:6379/1")
    }
}
