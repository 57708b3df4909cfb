import Contracts
import JSON
import Jobs

extension Notification {
    static func scanFinished(_ scan: LibraryScanned) -> Notification {
        let counts = [
            ("added", scan.summary.added), ("changed", scan.summary.changed), ("moved", scan.summary.moved),
            ("removed", scan.summary.removed), ("failed", scan.summary.failed),
        ]
        let told = counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
        var data = JSONWriter()
        data.object {
            $0.field("libraryId", scan.library)
            for (name, count) in counts {
                $0.key(dynamic: name)
                $0.integer(count)
            }
        }
        return new(.scanFinished, "A scan has finished", told.isEmpty ? "Nothing has changed." : "\(told).", data)
    }

    static func jobFailed(_ news: JobNews) -> Notification {
        var data = JSONWriter()
        data.object { $0.field("job", news.type) }
        return new(.jobFailed, "A job has failed", "\(news.type): \(news.message ?? "it gave no reason")", data, job: news.job)
    }

    static func newMedia(_ count: Int) -> Notification {
        var data = JSONWriter()
        data.object { $0.field("added", count) }
        return new(.newMedia, "New in your library", count == 1 ? "One item was added." : "\(count) items were added.", data)
    }

    private static func new(
        _ type: NotificationType, _ title: String, _ body: String, _ data: JSONWriter, job: JobID? = nil
    ) -> Notification {
        Notification(
            id: .make(), type: type, title: title, body: shortened(body), data: String(decoding: data.bytes, as: UTF8.self),
            jobId: job, createdAt: .now())
    }

    /// So that it can be pushed, whatever its letters cost in JSON.
    private static func shortened(_ text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.prefix(500))) }
}
