import Bus
import Contracts
import HTTPTypes
import Synchronization
import Testing

@testable import gateway

struct WarmUpTests {
    @Test func theFirstPagesAreThereBeforeAnybodyAsks() async throws {
        let failures = Mutex(1)
        try await withKeepingGateway { answers, test in
            answers.on(ListMedia.self) { (_, context) -> Answer in
                test.record(context)
                // The service may come up later than the gateway.
                let fails = failures.withLock { failures in
                    failures -= 1
                    return failures >= 0
                }
                return fails ? Answer(.unavailable("not yet")) : Answer(status: 200, body: Array("{}".utf8))
            }
            answers.on(ListTrendingMedia.self) { (_, _) -> Answer in Answer(status: 200, body: Array("{}".utf8)) }
            answers.on(ListPublicPlaylists.self) { (_, _) -> Answer in Answer(status: 200, body: Array("{}".utf8)) }
        } _: { keeping async throws in
            await WarmUp(responder: keeping.test.responder, cache: keeping.cache, logger: TestGateway.logger).run(pause: .milliseconds(1))
            for target in WarmUp.targets {
                #expect(try await keeping.test.ask(.get, target).headers[.xCache] == "HIT", "\(target)")
            }
            #expect(keeping.test.seen.withLock { $0.count } == 2)
        }
    }

    @Test func onlyWhatIsTheSameForEverybodyIsFetched() throws {
        let table = RouteTable(Routes.all)
        for target in WarmUp.targets {
            guard case .route(let index, _) = table.match(.get, target[...]) else {
                Issue.record("\(target) is no route")
                continue
            }
            #expect(table.routes[index].cache != nil)
        }
    }
}
