import Testing

@testable import Caching

/// The laws, over random graphs: what falls is closed under the rules, holds nothing else, and a refused graph has a cycle.
@Suite struct TagGraphPropertyTests {
    @Test(arguments: 0..<300)
    func whatFallsIsWhatFollowingTheRulesReaches(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let edges = (0..<8).map { _ in
            (Int.random(in: 0..<8, using: &random), Int.random(in: 0..<8, using: &random), Bool.random(using: &random))
        }
        let targets = Dictionary(grouping: edges, by: \.0)
        let rules = targets.sorted { $0.key < $1.key }.map { key, edges in
            (source: "kind\(key):{id}", targets: edges.map { "kind\($0.1):\($0.2 ? "{id}" : "*")" })
        }
        guard let graph = try? TagGraph(rules: rules) else {
            #expect(targets.keys.contains { loops($0, targets) })
            return
        }
        for kind in 0..<8 {
            #expect(!loops(kind, targets))
            let start = "kind\(kind):7"
            #expect(Set(graph.expand(tag(start)).map(\.text)) == reached(from: start, targets, steps: 9))
        }
    }

    private typealias Edges = [Int: [(Int, Int, Bool)]]

    private func reached(from start: String, _ targets: Edges, steps: Int) -> Set<String> {
        var reached: Set = [start]
        for _ in 0..<steps {
            for text in reached {
                let (kind, id) = (Int(text.dropFirst(4).prefix(1)) ?? 0, text.split(separator: ":")[1])
                for (_, next, isCarried) in targets[kind] ?? [] { reached.insert("kind\(next):\(isCarried ? String(id) : "*")") }
            }
        }
        return reached
    }

    private func loops(_ kind: Int, _ targets: Edges) -> Bool {
        var (seen, open): (Set<Int>, [Int]) = ([], (targets[kind] ?? []).map { $0.1 })
        while let next = open.popLast() {
            if next == kind { return true }
            if seen.insert(next).inserted { open += (targets[next] ?? []).map { $0.1 } }
        }
        return false
    }
}
