import Contracts
import HTTPTypes
import Hummingbird
import MediaFiles

/// Sends a media file, whole or in part.
struct StreamMedia: Sendable {
    let gateway: Gateway

    func answer(_ input: RouteInput) async throws -> Response {
        let located = try await gateway.located(try input.id(), for: input)
        let file = try await gateway.open(located)
        let answer = FileAnswer(
            file: file, contentType: located.contentType, tag: Self.tag(located, file),
            name: located.path.split(separator: "/").last.map(String.init) ?? "file",
            compressor: gateway.compressor)
        var headers = input.headers
        // A range belongs to GET alone (RFC 9110, section 14.2).
        if input.head.method == .head { headers[.range] = nil }
        return answer.response(to: headers)
    }

    /// From the content's hash; the size and time of the file as it is now go in, because a file may change before a scan
    /// sees that, and two halves of different files must never look like one.
    private static func tag(_ located: LocatedFile, _ file: OpenedFile) -> String {
        let hash = located.contentHash.utf8.filter { $0 != UInt8(ascii: "\"") && (0x21...0x7E).contains($0) }.suffix(32)
        let facts = "\(String(file.size, radix: 36))-\(String(file.facts.modified, radix: 36))"
        return "\"\(String(decoding: hash, as: UTF8.self))-\(facts)\""
    }
}
