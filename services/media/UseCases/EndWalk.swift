import Bus
import Contracts
import Jobs
import Outbox

extension Media {
    func answer(_ request: EndWalk, _ context: RequestContext) async throws -> Answer {
        try requireSystem(context)
        return try await writes.perform(EndWalk.self, context) { scope in
            try await libraries.holdRunning(request.scan, of: request.library, scope.connection)
            try await files.spare(request, scope.connection)
            let moved = try await files.adoptMoved(request, scope.connection)
            for file in moved {
                // Whoever remembers where it lay must hear of it.
                let changed = try await store.change(file.media, "path = \(file.path)", scope.connection)
                if let changed { try scope.publish(MediaChanged(media: changed)) }
            }
            for file in try await files.releaseHeld(request, scope.connection) { scope.leave(try NewJob(file.job).outboxRow) }
            let gone = try await files.forgetUnseen(request, scope.connection)
            for id in gone {
                guard let version = try await store.remove(id, scope.connection) else { continue }
                try scope.publish(MediaRemoved(id: id, version: version))
            }
            return EndWalk.Reply(moved: moved.count, removed: gone.count)
        }
    }
}
