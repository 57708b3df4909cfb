/// A file that the walk came by; its content has not been looked at.
package struct FoundFile: Sendable, Hashable {
    /// From the root, with `/` between the parts.
    package var relativePath: String
    package var facts: FileFacts

    package init(relativePath: String, facts: FileFacts) {
        self.relativePath = relativePath
        self.facts = facts
    }
}
