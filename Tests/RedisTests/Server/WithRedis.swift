import Logging
import NIOPosix
import Redis
import TestSupport

let quiet: Logger = {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
}()

func makeClient(
    _ url: String, name: String = "test", configure: (inout RedisConfiguration) -> Void = { _ in }
) throws -> RedisClient {
    var configuration = try RedisConfiguration(url: url)
    configure(&configuration)
    return RedisClient(
        configuration: configuration, name: name, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quiet)
}

/// A client that is connected for the scope.
func withRedis<Value>(
    _ url: String = TestRedis.url, name: String = "test",
    configure: (inout RedisConfiguration) -> Void = { _ in },
    _ body: (RedisClient) async throws -> Value
) async throws -> Value {
    let client = try makeClient(url, name: name, configure: configure)
    do {
        try await client.connect()
        let value = try await body(client)
        await client.close()
        return value
    } catch {
        await client.close()
        throw error
    }
}

func withSubscriber<Value>(
    _ url: String = TestRedis.url, name: String = "test", _ body: (RedisSubscriber) async throws -> Value
) async throws -> Value {
    let subscriber = RedisSubscriber(
        configuration: try RedisConfiguration(url: url), name: name,
        eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quiet)
    do {
        try await subscriber.connect()
        let value = try await body(subscriber)
        await subscriber.close()
        return value
    } catch {
        await subscriber.close()
        throw error
    }
}

/// The code of the `RedisError` that `body` throws; fails the test by what is thrown otherwise.
func codeThrown(_ body: () async throws -> Void) async throws -> RedisError.Code? {
    do {
        try await body()
        return nil
    } catch let error as RedisError {
        return error.code
    }
}
