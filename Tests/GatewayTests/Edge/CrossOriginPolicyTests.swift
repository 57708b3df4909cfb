import HTTPTypes
import Testing

@testable import gateway

struct CrossOriginPolicyTests {
    @Test(arguments: [
        ("https://app.example.org", "https://app.example.org"), ("HTTPS://App.Example.org:443", "https://app.example.org"),
        ("http://localhost:3000", "http://localhost:3000"), ("http://x:80", "http://x"), ("https://x:80", "https://x:80"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ])
    func originsAreWrittenAsBrowsersDo(_ text: String, _ origin: String) { #expect(CrossOriginPolicy.origin(text) == origin) }

    @Test(arguments: [
        "", "null", "app.example.org", "https://", "https://x/", "https://x/y", "https://u@x", "ftp://x", "https://*.x", "https://:1",
    ])
    func whatIsNoOriginIsNone(_ text: String) { #expect(CrossOriginPolicy.origin(text) == nil) }

    @Test func onlyTheOriginThatAskedIsTold() {
        let policy = CrossOriginPolicy(.only(["https://a", "https://b"]))
        #expect(policy.fields(for: "https://b")[.accessControlAllowOrigin] == "https://b")
        for other in ["https://c", "https://a.c", "null", "*", nil] { #expect(policy.fields(for: other) == [.vary: "Origin"]) }
        #expect(policy.permission(for: "https://c", methods: "GET").isEmpty)
    }

    @Test func nothingIsSaidWhereNobodyIsAllowed() {
        #expect(CrossOriginPolicy.none.fields(for: "https://a").isEmpty && !CrossOriginPolicy.none.allowsAny)
    }
}
