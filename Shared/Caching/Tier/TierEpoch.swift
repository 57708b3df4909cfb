/// The generation of the whole tier, and the run of the server, or the servers, on which it was written.
///
/// A server that starts again may have lost its last writes, and old generations would be current once more. Its run is
/// another then, and the epoch is written anew before anything is read.
struct TierEpoch: Equatable, Sendable {
    let token: GenerationToken
    let run: String

    init(token: GenerationToken, run: String) {
        self.token = token
        self.run = run
    }

    init?(_ bytes: [UInt8]) {
        guard let token = GenerationToken(bytes.prefix(GenerationToken.size)),
            let run = String(validating: bytes.dropFirst(GenerationToken.size), as: UTF8.self)
        else { return nil }
        self.init(token: token, run: run)
    }

    var bytes: [UInt8] { token.bytes + Array(run.utf8) }

    /// The runs of all servers that hold a part of the tier, as one; nil where one is not told. In a cluster, a master that was
    /// replaced by a replica may have taken its last writes with it: the runs are others then.
    static func run(ofServers texts: [String]) -> String? {
        let runs = texts.map { run(inInfo: $0) }
        guard runs.count > 1 else { return runs.first ?? nil }
        guard runs.allSatisfy({ $0 != nil }) else { return nil }
        // Read with every lookup, so no longer than needed to tell them apart.
        return runs.compactMap { $0?.prefix(16) }.sorted().joined(separator: ",")
    }

    /// The server's run in the text of `INFO server`; nil where it is not told, as by some proxies.
    static func run(inInfo text: String) -> String? {
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("run_id:") {
            return String(line.dropFirst("run_id:".count))
        }
        return nil
    }
}
