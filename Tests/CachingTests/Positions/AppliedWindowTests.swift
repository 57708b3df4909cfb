import Testing

@testable import Caching

@Suite struct AppliedWindowTests {
    @Test func nothingHasComeAtFirst() {
        #expect(!AppliedWindow().contains(0))
        #expect(!AppliedWindow().contains(7))
    }

    @Test func theExactIDIsLookedFor() {
        var window = AppliedWindow()
        window.apply(100)
        #expect(window.contains(100))
        #expect(!window.contains(99))
        #expect(!window.contains(101))
        window.apply(99)
        #expect(window.contains(99))
        #expect(!window.contains(98))
    }

    @Test func whatIsFarBehindCountsAsCome() {
        var window = AppliedWindow()
        window.apply(1_000_000)
        #expect(window.contains(1_000_000 - AppliedWindow.size))
        #expect(!window.contains(1_000_001 - AppliedWindow.size))
    }

    @Test func idsBelowZeroAreNobodys() {
        var window = AppliedWindow()
        window.apply(-1)
        window.apply(.min)
        #expect(!window.contains(-1))
        window.apply(.max)
        #expect(window.contains(.max))
        #expect(!window.contains(.min))
    }

    /// Against a set, over ids that come out of order, with gaps small and large.
    @Test(arguments: 0..<30)
    func remembersLikeASet(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var (window, set, newest): (AppliedWindow, Set<Int64>, Int64) = (AppliedWindow(), [], -1)
        for _ in 0..<3_000 {
            let step: Int64 =
                switch Int.random(in: 0..<100, using: &random) {
                case 0: Int64.random(in: 1...200_000, using: &random)
                case 1..<10: Int64.random(in: 1...40_000, using: &random)
                case 10..<60: Int64.random(in: 1...100, using: &random)
                default: -Int64.random(in: 0...70_000, using: &random)
                }
            let id = max(0, newest + step)
            window.apply(id)
            set.insert(id)
            newest = max(newest, id)
            for _ in 0..<3 {
                let asked = max(0, newest + 10 - Int64.random(in: 0...66_000, using: &random))
                #expect(window.contains(asked) == (set.contains(asked) || asked <= newest - AppliedWindow.size))
            }
            let known = set.randomElement(using: &random) ?? 0
            #expect(window.contains(known))
        }
    }
}
