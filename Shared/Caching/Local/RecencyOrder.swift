/// The places `0..<count` in the order of their last use: a doubly linked list in an array, all in constant time.
struct RecencyOrder: Sendable {
    private struct Link: Sendable {
        var newer: Int
        var older: Int
    }

    private static let none = -1

    private var links: [Link] = []
    private var first = none
    private var last = none

    var newest: Int? { first == Self.none ? nil : first }
    var oldest: Int? { last == Self.none ? nil : last }

    /// Adds the place after the last one, as used just now.
    mutating func append() {
        links.append(Link(newer: Self.none, older: Self.none))
        linkAtFront(links.count - 1)
    }

    mutating func touch(_ place: Int) {
        guard first != place else { return }
        unlink(place)
        linkAtFront(place)
    }

    /// Takes the place out, and the last place moves into the gap: no place is ever empty.
    mutating func remove(_ place: Int) {
        unlink(place)
        let moved = links.removeLast()
        guard place < links.count else { return }
        links[place] = moved
        join(moved.newer, place)
        join(place, moved.older)
    }

    mutating func removeAll() {
        self = RecencyOrder()
    }

    private mutating func unlink(_ place: Int) {
        join(links[place].newer, links[place].older)
    }

    private mutating func linkAtFront(_ place: Int) {
        join(place, first)
        join(Self.none, place)
        if last == Self.none { last = place }
    }

    /// Makes the two neighbours; beyond an end is `none`.
    private mutating func join(_ newer: Int, _ older: Int) {
        if newer == Self.none { first = older } else { links[newer].older = older }
        if older == Self.none { last = newer } else { links[older].newer = newer }
    }
}
