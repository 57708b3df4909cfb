import Bus
import Contracts
import HTTPTypes
import Hummingbird
import JSON

/// The cookie that lets `<img>`, `<video>` and `EventSource` in. It is believed on GET and HEAD only.
struct SessionCookie: Sendable {
    static let name = "mn_token"

    let isAlwaysSecure: Bool

    func apply(_ effect: SessionEffect?, _ answer: Answer, _ input: RouteInput, to response: inout Response) throws {
        switch effect {
        case nil: return
        case .begins:
            let session = try JSONDecoding.decode(SignedInSession.self, from: answer.body)
            response.headers[.setCookie] = text(session.token, seconds: session.expiresIn, isSecure: isSecure(input))
        case .ends:
            response.headers[.setCookie] = text("", seconds: 0, isSecure: isSecure(input))
        }
    }

    /// The token of the cookie, if there is one.
    static func token(in headers: HTTPFields) -> Substring? {
        for header in headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                if pair.hasPrefix("\(name)=") { return pair.dropFirst(name.utf8.count + 1) }
            }
        }
        return nil
    }

    private func text(_ token: String, seconds: Int, isSecure: Bool) -> String {
        "\(Self.name)=\(token); HttpOnly; SameSite=Strict; Path=\(Route.prefix); Max-Age=\(seconds)\(isSecure ? "; Secure" : "")"
    }

    private func isSecure(_ input: RouteInput) -> Bool {
        isAlwaysSecure || input.client.isHTTPS
    }
}
