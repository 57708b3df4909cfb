import NIOCore

/// One caller's commands on their way through a cluster: which of them go where, which must go elsewhere, and the replies in the
/// order of the commands. Pure.
///
/// Commands for one node stay in order, in one piece. Those for several nodes run at the same time.
struct ClusterPipeline: Sendable {
    /// What goes to one node at once.
    struct Batch: Equatable, Sendable {
        let node: RedisAddress
        /// By their places in the pipeline.
        let commands: [Int]
        /// To a node that does not own the slot yet: each is to be preceded by ASKING.
        var isAsking = false
    }

    /// Pauses between rounds double from the first to the second of these.
    static let firstPause = TimeAmount.milliseconds(10)
    static let longestPause = TimeAmount.milliseconds(250)

    let isTransaction: Bool
    private let slots: [HashSlot?]
    private var replies: [RESPValue]
    private var unsent: [Int]
    private var asking: [Batch] = []
    private var inFlight = 0
    private var pauses = 0
    private var rounds = 0
    private var mustPause = false

    /// Throws `.crossSlot` for a command, or for a transaction, whose keys lie in different slots.
    init(_ commands: [RedisCommand]) throws(RedisError) {
        var slots: [HashSlot?] = []
        slots.reserveCapacity(commands.count)
        for command in commands { slots.append(try command.slot()) }
        isTransaction = commands.contains { $0.name == "MULTI" }
        if isTransaction {
            let all = Set(slots.compactMap(\.self))
            guard all.count <= 1 else { throw RedisError(.crossSlot, "the keys of a transaction lie in different slots") }
            slots = slots.map { _ in all.first }
        }
        self.slots = slots
        replies = Array(repeating: .null, count: commands.count)
        unsent = Array(commands.indices)
    }

    /// What to send now. Commands whose slot nobody owns stay behind.
    mutating func takeBatches(_ owner: (HashSlot?) -> RedisAddress?) -> [Batch] {
        var batches: [(node: RedisAddress, commands: [Int])] = []
        var left: [Int] = []
        for command in unsent {
            guard let node = owner(slots[command]) else {
                left.append(command)
                continue
            }
            if let index = batches.firstIndex(where: { $0.node == node }) {
                batches[index].commands.append(command)
            } else {
                batches.append((node, [command]))
            }
        }
        unsent = left
        mustPause = !left.isEmpty
        let taken = asking + batches.map { Batch(node: $0.node, commands: $0.commands) }
        asking = []
        inFlight = taken.count
        rounds += 1
        return taken
    }

    enum Action: Equatable {
        /// Other batches are under way.
        case wait
        case done([RESPValue])
        /// Take batches again, after the pause.
        case again(after: TimeAmount)
    }

    struct News: Equatable {
        var moves: [(HashSlot, RedisAddress)] = []
        /// Some command could not be run for now.
        var isDoubtful = false

        static func == (left: Self, right: Self) -> Bool {
            left.isDoubtful == right.isDoubtful && left.moves.elementsEqual(right.moves, by: ==)
        }
    }

    /// The replies to a batch, without those to ASKING.
    mutating func received(_ replies: [RESPValue], to batch: Batch) -> (News, Action) {
        var news = News()
        var asked: [RedisAddress: [Int]] = [:]
        let redirections = replies.map { $0.error.flatMap { ClusterRedirection($0, saidBy: batch.node) } }
        if isTransaction, let first = redirections.lazy.compactMap(\.self).first {
            // Nothing of it has run: EXEC refuses a transaction of which a command was refused.
            redirect(batch.commands, first, &news, &asked)
        } else {
            for (command, (reply, redirection)) in zip(batch.commands, zip(replies, redirections)) {
                guard let redirection else {
                    self.replies[command] = reply
                    continue
                }
                redirect([command], redirection, &news, &asked)
            }
        }
        for (node, commands) in asked { asking.append(Batch(node: node, commands: commands, isAsking: true)) }
        return (news, batchEnded())
    }

    /// The batch was not sent, as its node went out of office.
    mutating func notSent(_ batch: Batch) -> Action {
        unsent.append(contentsOf: batch.commands)
        mustPause = true
        return batchEnded()
    }

    private mutating func redirect(
        _ commands: [Int], _ redirection: ClusterRedirection, _ news: inout News, _ asked: inout [RedisAddress: [Int]]
    ) {
        switch redirection {
        case .moved(let slot, let node):
            news.moves.append((slot, node))
            unsent.append(contentsOf: commands)
        case .ask(let node): asked[node, default: []].append(contentsOf: commands)
        case .later:
            news.isDoubtful = true
            mustPause = true
            unsent.append(contentsOf: commands)
        }
    }

    private mutating func batchEnded() -> Action {
        inFlight -= 1
        return inFlight > 0 ? .wait : roundEnded()
    }

    /// Also called when there was nothing to send.
    mutating func roundEnded() -> Action {
        guard !unsent.isEmpty || !asking.isEmpty else { return .done(replies) }
        unsent.sort()
        // The first redirection is followed at once. Nodes that send a command to and fro are given time to agree.
        guard mustPause || rounds > 1 else { return .again(after: .zero) }
        mustPause = false
        defer { pauses += 1 }
        return .again(after: min(Self.longestPause, Self.firstPause * (1 << min(pauses, 10))))
    }
}
