import Contracts
import Foundation

/// An event as a browser makes it of the text (WHATWG HTML, section 9.2.6).
struct ReceivedEvent: Equatable, Sendable {
    struct Data: Decodable, Equatable {
        var type: String
        var id: String?
        var mediaId: String?
        var jobId: String?
        var job: String?
        var percent: Double?
        var message: String?
        var libraryId: String?
        var added: Int?
    }

    var name: String
    var text: String
    var lastEventID: String

    var data: Data {
        get throws { try JSONDecoder().decode(Data.self, from: Foundation.Data(text.utf8)) }
    }
}

/// Reads the text of an event stream as it arrives.
struct EventStreamReader {
    private(set) var events: [ReceivedEvent] = []
    private(set) var lastEventID = ""
    private(set) var retry: Int?
    private(set) var comments = 0
    private var rest = ""
    private var data: [String] = []
    private var name = ""

    mutating func receive(_ text: String) {
        rest += text
        while let end = rest.firstIndex(of: "\n") {
            line(String(rest[..<end]))
            rest.removeSubrange(...end)
        }
    }

    private mutating func line(_ line: String) {
        if line.isEmpty { return dispatch() }
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let value = parts.count > 1 ? String(parts[1].hasPrefix(" ") ? parts[1].dropFirst() : parts[1][...]) : ""
        switch parts[0] {
        case "": comments += 1
        case "event": name = value
        case "data": data.append(value)
        case "id": lastEventID = value
        case "retry": retry = Int(value)
        default: break
        }
    }

    private mutating func dispatch() {
        defer { (data, name) = ([], "") }
        guard !data.isEmpty else { return }
        events.append(ReceivedEvent(name: name.isEmpty ? "message" : name, text: data.joined(separator: "\n"), lastEventID: lastEventID))
    }
}
