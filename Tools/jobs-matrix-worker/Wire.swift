import Foundation
import Synchronization

/// Stands between a worker and Redis, and holds bytes on their way at the steps that only they show.
///
/// Chunks are passed on as they come. A command that two of them share is not recognised, which costs an occasion and nothing else.
final class Wire: Sendable {
    let port: Int
    private let listener: Int32
    private let server: Int
    private let point: FaultPoint

    /// To a server on this machine.
    init(to server: Int, _ point: FaultPoint) throws {
        self.server = server
        self.point = point
        (listener, port) = try LoopbackSocket.listening()
        Thread.detachNewThread { self.accept() }
    }

    private func accept() {
        while true {
            let inner = Glibc.accept(listener, nil, nil)
            guard inner >= 0 else { continue }
            guard let outer = LoopbackSocket.connected(to: server) else {
                close(inner)
                continue
            }
            let link = Link(inner, outer, point)
            Thread.detachNewThread { LoopbackSocket.pump(inner, outer) { link.goesUp($0) } }
            Thread.detachNewThread { LoopbackSocket.pump(outer, inner) { link.comesDown($0) } }
        }
    }
}

/// What one connection shows of the steps.
private final class Link: Sendable {
    private struct State {
        var asksForJobs = false
        var hasToldEnd = false
    }

    private let state = Mutex(State())
    private let ends: [Int32]
    private let point: FaultPoint

    init(_ inner: Int32, _ outer: Int32, _ point: FaultPoint) {
        ends = [inner, outer]
        self.point = point
    }

    /// Both directions are over.
    deinit { for end in ends { close(end) } }

    func goesUp(_ chunk: Data) {
        if chunk.range(of: Data("XREADGROUP".utf8)) != nil {
            state.withLock { $0.asksForJobs = true }
            point.reachOnThread(.beforeRead)
        }
        if chunk.range(of: Data("\r\nretry\r\n".utf8)) != nil { point.reachOnThread(.retrying) }
        if chunk.range(of: Data("\r\ncompleted\r\n".utf8)) != nil {
            point.reachOnThread(.acknowledging)
            state.withLock { $0.hasToldEnd = true }
        }
    }

    func comesDown(_ chunk: Data) {
        let (asksForJobs, hasToldEnd) = state.withLock { state in
            defer { state.hasToldEnd = false }
            return (state.asksForJobs, state.hasToldEnd)
        }
        if asksForJobs, chunk.range(of: Data("$2\r\nid\r\n".utf8)) != nil { point.reachOnThread(.afterRead) }
        if hasToldEnd { point.reachOnThread(.acknowledged) }
    }
}
