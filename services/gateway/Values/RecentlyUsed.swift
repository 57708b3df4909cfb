/// A dictionary of bounded size: when it is full, what was used longest ago makes room. All in constant time.
struct RecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        let key: Key
        var value: Value
        var newer: Int
        var older: Int
    }

    private static var none: Int { -1 }

    let capacity: Int
    private var entries: [Entry] = []
    private var places: [Key: Int] = [:]
    private var newest = -1
    private var oldest = -1

    init(capacity: Int) {
        precondition(capacity > 0, "something must fit in")
        self.capacity = capacity
    }

    var count: Int { entries.count }

    /// Also makes it the most recently used one.
    mutating func value(for key: Key) -> Value? {
        guard let place = places[key] else { return nil }
        moveToFront(place)
        return entries[place].value
    }

    mutating func insert(_ value: Value, for key: Key) {
        if let place = places[key] {
            entries[place].value = value
            return moveToFront(place)
        }
        if entries.count == capacity { return replaceOldest(Entry(key: key, value: value, newer: Self.none, older: Self.none)) }
        entries.append(Entry(key: key, value: value, newer: Self.none, older: Self.none))
        places[key] = entries.count - 1
        linkAtFront(entries.count - 1)
    }

    mutating func removeAll() {
        self = Self(capacity: capacity)
    }

    private mutating func replaceOldest(_ entry: Entry) {
        let place = oldest
        unlink(place)
        places[entries[place].key] = nil
        entries[place] = entry
        places[entry.key] = place
        linkAtFront(place)
    }

    private mutating func moveToFront(_ place: Int) {
        guard newest != place else { return }
        unlink(place)
        linkAtFront(place)
    }

    private mutating func unlink(_ place: Int) {
        let (newer, older) = (entries[place].newer, entries[place].older)
        if newer == Self.none { newest = older } else { entries[newer].older = older }
        if older == Self.none { oldest = newer } else { entries[older].newer = newer }
    }

    private mutating func linkAtFront(_ place: Int) {
        entries[place].newer = Self.none
        entries[place].older = newest
        if newest == Self.none { oldest = place } else { entries[newest].newer = place }
        newest = place
    }
}
