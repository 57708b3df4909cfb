extension LRUCache {
    /// Returns whether the value is in the cache now. One that costs more than the whole budget is not, and what was there
    /// under its key is gone all the same.
    /// - Parameter cost: in bytes.
    @discardableResult
    package mutating func set(
        _ key: Key, _ value: Value, cost: Int = 0, age: Duration? = nil, now: ContinuousClock.Instant
    ) -> Bool {
        precondition(cost >= 0, "nothing costs less than nothing")
        let age = age ?? defaultAge
        let slot = Slot(key: key, value: value, cost: cost, age: age, expiresAt: now + age, usedAt: now)
        guard cost <= byteBudget, capacity > 0 else {
            if let place = places[key] { discard(place, .replaced) }
            return false
        }
        if let place = places[key] { replace(place, with: slot) } else { insert(slot) }
        counts.insertions += 1
        shrink(now: now)
        return true
    }

    @discardableResult
    package mutating func remove(_ key: Key) -> Value? {
        places[key].map { discard($0, .removed) }
    }

    package mutating func removeAll() {
        let disposed = slots
        slots = []
        places = [:]
        order.removeAll()
        counts.bytes = 0
        if let dispose { for slot in disposed { dispose(slot.key, slot.value, .cleared) } }
    }

    /// What no longer fits goes, what was used longest ago first.
    package mutating func resize(capacity: Int, byteBudget: Int = .max, now: ContinuousClock.Instant) {
        precondition(capacity >= 0 && byteBudget >= 0, "a cache holds nothing or something")
        self.capacity = capacity
        self.byteBudget = byteBudget
        shrink(now: now)
    }

    private mutating func insert(_ slot: Slot) {
        places[slot.key] = slots.count
        slots.append(slot)
        order.append()
        counts.bytes += slot.cost
    }

    private mutating func replace(_ place: Int, with slot: Slot) {
        let old = slots[place]
        counts.bytes += slot.cost - old.cost
        slots[place] = slot
        order.touch(place)
        dispose?(old.key, old.value, .replaced)
    }

    // What was set just now stays: it is the newest, and fits by itself.
    private mutating func shrink(now: ContinuousClock.Instant) {
        while slots.count > capacity || counts.bytes > byteBudget, let place = order.oldest {
            discard(place, now < slots[place].expiresAt ? .evicted : .expired)
        }
    }

    @discardableResult
    mutating func discard(_ place: Int, _ reason: DisposalReason) -> Value {
        order.remove(place)
        slots.swapAt(place, slots.count - 1)
        let slot = slots.removeLast()
        places[slot.key] = nil
        if place < slots.count { places[slots[place].key] = place }
        counts.bytes -= slot.cost
        if reason == .evicted { counts.evictions += 1 }
        if reason == .expired { counts.expired += 1 }
        dispose?(slot.key, slot.value, reason)
        return slot.value
    }
}
