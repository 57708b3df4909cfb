import NIOCore
import Testing

@testable import Redis

/// The law: whatever happens in whatever order, each caller that was accepted is completed exactly once, and a reply
/// goes to nobody but the caller whose command it answers.
@Suite struct CommandQueuePropertyTests {
    @Test(arguments: 0..<200)
    func completesEachCallerOnceWithItsOwnReply(seed: UInt64) {
        var world = World(random: SplitMix(state: seed))
        for _ in 0..<400 { world.step() }
        world.end()
        #expect(world.completed == world.accepted)
        #expect(world.violations.isEmpty)
    }
}

/// A queue, and a server that answers each command with the key that the command carries.
private struct World {
    var random: SplitMix
    let queue = TestQueue.open(commands: 20)
    var server = ByteBuffer()
    var accepted: Set<Int> = []
    var completed: Set<Int> = []
    var violations: [String] = []
    var now: UInt64 = 0
    var nextKey = 1

    mutating func step() {
        now += UInt64.random(in: 0..<8, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<40: submit()
        case 40..<60: wake()
        case 60..<80: answer()
        case 80..<86: if let key = accepted.randomElement(using: &random) { complete(queue.cancelled(key)) }
        case 86..<94: for key in queue.deadlinePassed(now: .at(now)).expired { complete(key) }
        case 94..<96: if queue.writabilityChanged(Bool.random(using: &random)) { wake() }
        default: reconnect()
        }
    }

    mutating func end() {
        for key in queue.closed() { complete(key) }
        if queue.waiting != 0 { violations.append("\(queue.waiting) still counted") }
    }

    private mutating func submit() {
        let key = nextKey
        nextKey += 1
        let count = Int.random(in: 1...3, using: &random)
        let text = String(repeating: "\(key) ", count: count)
        let action = queue.submit(
            key, text, pipeline: count > 1 ? count : nil, deadline: now + UInt64.random(in: 0..<60, using: &random))
        if case .reject = action { return }
        accepted.insert(key)
    }

    private mutating func wake() {
        if var batch = queue.woken().batch { server.writeBuffer(&batch) }
    }

    private mutating func answer() {
        let text = String(buffer: server)
        guard let word = text.split(separator: " ").first, let key = Int(word) else { return }
        server.moveReaderIndex(forwardBy: word.utf8.count + 1)
        switch queue.receivedReply(key) {
        case .complete(let owner, let reply): check(owner, [reply], key)
        case .completePipeline(let owner, let replies): check(owner, replies, key)
        case .none: break
        case .unexpected: violations.append("reply to \(key) was unexpected")
        }
    }

    private mutating func check(_ owner: Int, _ replies: [RESPValue], _ key: Int) {
        complete(owner)
        if owner != key || replies.contains(where: { $0 != .integer(key) }) {
            violations.append("\(owner) was told \(replies)")
        }
    }

    private mutating func reconnect() {
        server.clear()
        for key in queue.connectionLost() { complete(key) }
        queue.connected()
        wake()
    }

    private mutating func complete(_ key: Int?) {
        guard let key else { return }
        if !completed.insert(key).inserted { violations.append("\(key) was completed twice") }
    }
}

/// Random numbers that are the same in each run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
