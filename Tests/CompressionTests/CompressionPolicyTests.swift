import Testing

@testable import Compression

@Suite struct CompressionPolicyTests {
    private let policy = CompressionPolicy()
    private let both = AcceptEncoding("gzip, deflate, br")

    @Test(arguments: [
        "application/json", "application/json; charset=utf-8", "Application/JSON", " application/json ;charset=utf-8", "text/html",
        "text/plain;charset=utf-8", "text/css", "text/javascript", "application/javascript", "application/problem+json", "image/svg+xml",
        "application/xml", "application/xhtml+xml", "application/manifest+json", "application/vnd.api+json;version=1", "TEXT/HTML",
        "application/x-ndjson", "application/wasm",
    ])
    func compressesText(type: String) {
        #expect(policy.gains(type))
    }

    @Test(arguments: [
        "image/jpeg", "image/png", "image/webp", "image/avif", "image/gif", "video/mp4", "audio/mpeg", "audio/flac", "application/zip",
        "application/gzip", "application/octet-stream", "application/pdf", "text/event-stream", "text/event-stream; charset=utf-8",
        "font/woff2", "application/json-seq-not", "application/jsonx", "xapplication/json", "application/vnd.comicbook+zip", "",
        ";", "json", "text", "multipart/form-data; boundary=a+json",
    ])
    func leavesTheRestAlone(type: String) {
        #expect(!policy.gains(type))
    }

    @Test func hasAThreshold() {
        #expect(policy.coding(for: both, contentType: "application/json", length: 1023) == .identity)
        #expect(policy.coding(for: both, contentType: "application/json", length: 1024) == .br)
        #expect(policy.coding(for: both, contentType: "application/json", length: nil) == .br)
        var higher = policy
        higher.minimumBytes = 2048
        #expect(higher.coding(for: both, contentType: "application/json", length: 2047) == .identity)
    }

    @Test func canBeOptedOutOf() {
        #expect(policy.coding(for: both, contentType: "text/html", length: 5000, isOptedOut: true) == .identity)
    }

    @Test func neverCompressesWhatGainsNothing() {
        let refusesIdentity = AcceptEncoding("identity;q=0, gzip")
        #expect(policy.coding(for: refusesIdentity, contentType: "image/jpeg", length: 5000) == .identity)
        #expect(policy.coding(for: both, contentType: nil, length: 5000) == .identity)
    }

    @Test func saysWhenNothingFits() {
        #expect(policy.coding(for: AcceptEncoding("*;q=0"), contentType: "text/html", length: 5000) == nil)
        #expect(policy.coding(for: AcceptEncoding(nil), contentType: "text/html", length: 5000) == .identity)
    }
}
