import Testing

@testable import WebPush

struct PushEndpointTests {
    @Test(arguments: [
        ("https://push.example/send/abc?d=1", "https://push.example", "push.example", 443, "/send/abc?d=1"),
        ("HTTPS://Push.Example:443/", "https://push.example", "push.example", 443, "/"),
        ("https://push.example:8443", "https://push.example:8443", "push.example", 8443, "/"),
        ("https://push.example?x=1", "https://push.example", "push.example", 443, "/?x=1"),
        ("http://10.1.2.3/x", "http://10.1.2.3", "10.1.2.3", 80, "/x"),
        ("https://[2001:DB8::1]:444/x", "https://[2001:db8::1]:444", "2001:db8::1", 444, "/x"),
        ("https://a_b.example/@user", "https://a_b.example", "a_b.example", 443, "/@user"),
    ])
    func isReadAsBrowsersWriteIt(_ text: String, _ origin: String, _ host: String, _ port: Int, _ target: String) throws {
        let endpoint = try #require(PushEndpoint(text))
        #expect(endpoint.origin == origin && endpoint.host == host && endpoint.port == port && endpoint.target == target)
    }

    @Test(arguments: [
        "", "push.example", "//push.example/", "ftp://push.example/", "file:///etc/passwd", "https://", "https:///x", "https://:443/",
        "https://push.example:/", "https://push.example:0/", "https://push.example:65536/", "https://push.example:+443/",
        "https://user@push.example/", "https://push.example:443@10.0.0.1/", "https://push.example/#x", "https://push.example\\@10.0.0.1/",
        "https://push example/", "https://push.example/\r\nHost: x", "https://püsh.example/", "https://push..example/", "https://.example/",
        "https://push.example./", "https://[::1/", "https://[::1%eth0]/", "https://[127.0.0.1]/", "https://::1/",
    ])
    func whatIsOddIsRefused(_ text: String) {
        #expect(PushEndpoint(text) == nil)
    }

    @Test(arguments: [
        "2130706433", "0x7f000001", "0x7f.1", "0x", "127.1", "0177.0.0.1", "127.0.0.01", "256.0.0.1", "1.2.3.4.5", "push.example.1",
        "127.0.0.0x1",
    ])
    func anAddressHasOneSpelling(_ host: String) {
        #expect(PushEndpoint("https://\(host)/") == nil)
    }

    @Test func itsLengthHasAnEnd() {
        let start = "https://push.example/"
        #expect(PushEndpoint(start + String(repeating: "a", count: 2048 - start.utf8.count)) != nil)
        #expect(PushEndpoint(start + String(repeating: "a", count: 2049 - start.utf8.count)) == nil)
    }
}
