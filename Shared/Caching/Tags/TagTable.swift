/// The cells of the tags in use. A value, kept behind a lock.
///
/// The law: a cell's generation is that of its tag's last invalidation or a later one, and the last invalidation of a tag
/// without a cell is `floor` or an earlier one. So a tag may be forgotten at any time, and costs at worst a refused fill.
struct TagTable: Sendable {
    static let firstGeneration: UInt64 = 1

    private var last = firstGeneration
    private var floor = firstGeneration
    private var known: [CacheTag: TagCell] = [:]
    private let sweepsAbove: Int
    private var nextSweep: Int
    private var invalidations = 0
    private var flushes = 0
    var isSuspended = false

    init(sweepsAbove: Int) {
        self.sweepsAbove = sweepsAbove
        nextSweep = sweepsAbove
    }

    var moment: UInt64 { isSuspended ? 0 : last }

    var statistics: TagStatistics {
        TagStatistics(invalidations: invalidations, flushes: flushes, tags: known.count, isSuspended: isSuspended)
    }

    /// The cells of the tags and of their classes.
    mutating func cells(of tags: [CacheTag]) -> [TagCell] {
        var cells: [TagCell] = []
        cells.reserveCapacity(2 * tags.count)
        var parents: [TagCell] = []
        for tag in tags {
            let cell = self.cell(of: tag)
            cells.append(cell)
            guard let parent = cell.parent, !parents.contains(where: { $0 === parent }) else { continue }
            parents.append(parent)
        }
        if known.count > nextSweep { sweep() }
        return cells + parents
    }

    private mutating func cell(of tag: CacheTag) -> TagCell {
        if let cell = known[tag] { return cell }
        let parent = tag.classTag.map { self.cell(of: $0) }
        let cell = TagCell(generation: floor, parent: parent)
        known[tag] = cell
        return cell
    }

    /// The generation of this invalidation.
    mutating func invalidate(_ tags: some Sequence<CacheTag>) -> UInt64 {
        last += 1
        invalidations += 1
        for tag in tags {
            if let cell = known[tag] { cell.invalidated(last) } else { floor = last }
        }
        return last
    }

    /// The generation of this flush.
    mutating func flush() -> UInt64 {
        last += 1
        flushes += 1
        return last
    }

    /// Forgets the tags that neither an entry nor a fence holds. Doubling the bound makes it constant time per new tag.
    private mutating func sweep() {
        var forgotten: [CacheTag] = []
        var index = known.startIndex
        while index != known.endIndex {
            // In place: a copy of the cell's reference would itself hold the cell.
            if isKnownUniquelyReferenced(&known.values[index]) {
                forgotten.append(known.keys[index])
                floor = max(floor, known.values[index].generation)
            }
            known.formIndex(after: &index)
        }
        for tag in forgotten { known[tag] = nil }
        nextSweep = max(sweepsAbove, 2 * known.count)
    }
}
