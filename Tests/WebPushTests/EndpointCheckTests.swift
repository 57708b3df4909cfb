import NIOCore
import NIOPosix
import Testing

@testable import WebPush

@Suite(.timeLimit(.minutes(1))) struct EndpointCheckTests {
    private static func refusal(_ url: String, _ resolver: any HostResolver, allowsPrivate: Bool = false) async throws -> EndpointRefusal? {
        let endpoint = try #require(PushEndpoint(url))
        do {
            try await EndpointCheck(EndpointPolicy(allowsPrivate: allowsPrivate), resolver).addresses(of: endpoint)
            return nil
        } catch let refusal as EndpointRefusal {
            return refusal
        }
    }

    @Test(arguments: [
        "0.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2001::1", "2001:db8::1",
        "2002:7f00:1::1", "3fff::1", "4000::1", "100::1", "::ffff:0:127.0.0.1",
    ])
    func addressesThatAreNotTheInternetsAreRefused(_ address: String) async throws {
        #expect(try await Self.refusal("https://push.example/", StubResolver(ip: address)) == .notPublic)
        #expect(try await Self.refusal("https://push.example/", StubResolver(ip: address), allowsPrivate: true) == nil)
    }

    @Test(arguments: [
        "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "172.15.255.255",
        "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "142.250.1.1",
        "::ffff:142.250.1.1", "64:ff9b::8efa:101", "2001:200::1", "2607:f8b0::1", "2a00:1450::1", "3ffe::1",
    ])
    func theInternetsAddressesAreTaken(_ address: String) async throws {
        #expect(try await Self.refusal("https://push.example/", StubResolver(ip: address)) == nil)
    }

    @Test func onePrivateAddressAmongPublicOnesIsEnough() async throws {
        let resolver = try StubResolver(ip: "142.250.1.1", "10.0.0.1")
        #expect(try await Self.refusal("https://push.example/", resolver) == .notPublic)
    }

    @Test func nothingIsResolvedThatIsRefusedAnyway() async throws {
        let resolver = try StubResolver(ip: "142.250.1.1")
        #expect(try await Self.refusal("http://push.example/", resolver) == .notHTTPS)
        #expect(try await Self.refusal("https://push.example:8443/", resolver) == .otherPort)
        #expect(resolver.questions.isEmpty)
        #expect(try await Self.refusal("http://push.example:8080/", resolver, allowsPrivate: true) == nil)
    }

    @Test(arguments: ["https://localhost/", "https://127.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://10.1.2.3/"])
    func theSystemsResolverLeadsToTheSame(_ url: String) async throws {
        let resolver = SystemResolver(eventLoop: MultiThreadedEventLoopGroup.singleton.next())
        #expect(try await Self.refusal(url, resolver) == .notPublic)
    }

    @Test func aHostWithoutAnAddressIsRefusedToo() async throws {
        #expect(try await Self.refusal("https://push.example/", StubResolver([])) == .unknownHost)
        #expect(try await Self.refusal("https://push.example/", StubResolver([]), allowsPrivate: true) == .unknownHost)
    }
}
