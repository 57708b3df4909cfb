import Contracts
import Mail

/// What a mail says: its subject, and what its templates are filled with.
struct Letter {
    /// Of the templates.
    let name: String
    let subject: String
    var values: [String: Any]
    /// Whether its reader may have such mails switched off.
    var isOptional = false

    init(_ content: EmailDelivery.Content) {
        switch content {
        case .welcome: self.init("welcome", "Welcome to MediaNest")
        case .passwordChanged(let time): self.init("password-changed", "Your password was changed", ["time": time.inWords])
        case .newSignIn(let time, let device, let address):
            self.init("new-sign-in", "New sign-in with \(device)", ["time": time.inWords, "device": device])
            values["address"] = address
        case .scanFinished(let library, let summary):
            self.init("scan-finished", Self.subject(of: library, summary), Self.values(of: summary))
            values["library"] = library
            isOptional = true
        }
    }

    private init(_ name: String, _ subject: String, _ values: [String: Any] = [:]) {
        self.name = name
        self.subject = subject.onOneLine
        self.values = values
        self.values["subject"] = self.subject
    }

    private static func subject(of library: String?, _ summary: ScanSummary) -> String {
        let what = library.map { "Scan of \($0) finished" } ?? "Scan finished"
        return summary.added == 0 ? what : "\(what): \(summary.added) new"
    }

    private static func values(of summary: ScanSummary) -> [String: Any] {
        let counts = [
            ("New", summary.added), ("Changed", summary.changed), ("Moved", summary.moved), ("Removed", summary.removed),
            ("Unchanged", summary.unchanged), ("Skipped", summary.skipped), ("Failed", summary.failed),
        ]
        var values: [String: Any] = ["counts": counts.map { ["label": $0.0, "count": "\($0.1)"] }]
        let failures = summary.failures.prefix(shownFailures).map { ["path": $0.path, "reason": $0.reason] }
        if !failures.isEmpty { values["failures"] = ["list": failures] }
        return values
    }

    static let shownFailures = 10
}

extension Timestamp {
    fileprivate var inWords: String {
        "\(MailDate(secondsSince1970: Int(milliseconds / 1000)))".replacing("+0000", with: "UTC")
    }
}
