/// Compares the migrations that a program knows with those that a schema has had.
struct MigrationHistory {
    struct Applied: Equatable {
        let number: Int
        let name: String
        let checksum: String
    }

    let known: [Migration]

    /// Sorts by number. Throws `.migration` when a number is used twice.
    init(_ migrations: [Migration]) throws(PostgresError) {
        known = migrations.sorted { $0.number < $1.number }
        for (one, next) in zip(known, known.dropFirst()) where one.number == next.number {
            throw PostgresError(.migration, "migrations \(one.name) and \(next.name) both have the number \(one.number)")
        }
    }

    /// Numbers of migrations that a newer program has applied.
    func newer(in applied: [Applied]) -> [Int] { applied.map(\.number).filter { $0 > known.last?.number ?? 0 } }

    /// What is still to be applied, in order.
    ///
    /// Numbers above the last known one belong to a newer program, whose replicas run beside this one during an
    /// update; they are left alone.
    func pending(after applied: [Applied]) throws(PostgresError) -> [Migration] {
        let knownNumbers = Dictionary(uniqueKeysWithValues: known.map { ($0.number, $0) })
        for entry in applied where entry.number <= known.last?.number ?? 0 {
            guard let migration = knownNumbers[entry.number] else {
                throw PostgresError(.migration, "migration \(entry.number) (\(entry.name)) was applied, but its file is missing")
            }
            guard migration.checksum == entry.checksum else {
                throw PostgresError(
                    .migration, "migration \(entry.number) (\(migration.name)) was edited after it was applied; add a new one")
            }
        }
        let numbers = Set(applied.map(\.number))
        let pending = known.filter { !numbers.contains($0.number) }
        if let late = pending.first, let last = numbers.max(), late.number < last {
            throw PostgresError(
                .migration, "migration \(late.number) (\(late.name)) comes too late: \(last) has been applied already")
        }
        return pending
    }
}
