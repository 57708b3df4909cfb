/// Whom to tell what became of their commands.
enum CommandCompletion: Sendable {
    typealias Callback = @Sendable (Result<[RESPValue], RedisError>) -> Void

    // Unsafe continuations: the queue hands each completion out exactly once, which its tests prove.
    case single(UnsafeContinuation<Result<RESPValue, RedisError>, Never>)
    case pipeline(UnsafeContinuation<Result<[RESPValue], RedisError>, Never>)
    case callback(Callback)
    case nobody

    func succeed(_ reply: RESPValue) {
        switch self {
        case .single(let continuation):
            if case .error(let error) = reply {
                continuation.resume(returning: .failure(error))
            } else {
                continuation.resume(returning: .success(reply))
            }
        case .pipeline(let continuation): continuation.resume(returning: .success([reply]))
        case .callback(let callback): callback(.success([reply]))
        case .nobody: break
        }
    }

    func succeed(_ replies: [RESPValue]) {
        switch self {
        case .single, .nobody: break
        case .pipeline(let continuation): continuation.resume(returning: .success(replies))
        case .callback(let callback): callback(.success(replies))
        }
    }

    func fail(_ error: RedisError) {
        switch self {
        case .single(let continuation): continuation.resume(returning: .failure(error))
        case .pipeline(let continuation): continuation.resume(returning: .failure(error))
        case .callback(let callback): callback(.failure(error))
        case .nobody: break
        }
    }
}
