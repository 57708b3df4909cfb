import NIOHTTP1
import Testing

@testable import gateway

struct RequestTargetTests {
    @Test(
        arguments: [
            ("/", "/", nil), ("/a?b=c", "/a?b=c", nil), ("//a", "//a", nil), ("/%2e%2e/a", "/%2e%2e/a", nil),
            ("/http://x/", "/http://x/", nil),
            ("http://x", "/", "x"), ("http://x:80/a", "/a", "x:80"), ("HTTPS://x?a", "/?a", "x"),
            ("https://[::1]:4000/a?b", "/a?b", "[::1]:4000"),
        ] as [(String, String, String?)])
    func theTargetIsTakenAsItIs(_ text: String, _ path: String, _ authority: String?) throws {
        let target = try #require(RequestTarget(text, .GET))
        #expect(target.path == path && target.authority == authority)
    }

    @Test(arguments: ["", "a", "a/b", "*", "http:/x", "http:///a", "http://", "ftp://x/", "x:80", "/a#b", "?a"])
    func whatIsNoneIsNone(_ text: String) { #expect(RequestTarget(text, .GET) == nil) }

    @Test func theServerItselfCanBeAskedForItsOptions() { #expect(RequestTarget("*", .OPTIONS)?.path == "*") }
}
