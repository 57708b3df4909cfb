/// A place in the order of all invalidations: the number of a message on their channel.
///
/// It is what one process says to another whose cached answer it wants to keep itself: "answer with no less than this".
package struct CacheMark: Hashable, Comparable, Sendable, LosslessStringConvertible {
    let number: Int64

    init(number: Int64) { self.number = number }

    package init?(_ description: String) {
        guard let number = Int64(description), number >= 0 else { return nil }
        self.number = number
    }

    package var description: String { String(number) }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
