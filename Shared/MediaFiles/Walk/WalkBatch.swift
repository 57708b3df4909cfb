/// Some of what the walk found.
package struct WalkBatch: Sendable {
    package var files: [FoundFile] = []
    /// What could not be read. Nothing at or beneath such a path may be taken for deleted.
    package var unreadable: [UnreadablePath] = []
    /// Hidden, special, or a link that leads out: passed over on purpose.
    package var skipped = 0

    package init() {}

    var count: Int { files.count + unreadable.count }
}
