/// How a root stands before a scan: only `.present` may lead to removals; the others are more often a cable than a wish.
package enum FileRootState: Sendable, Hashable {
    case present
    /// It is there but holds nothing, hidden or not: what an unmounted share looks like.
    case empty
    case missing
    case notAFolder
    case unreadable
}
