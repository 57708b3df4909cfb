import Bus
import Contracts

extension Workers {
    func answer(_ request: GetPushKey, _ context: RequestContext) -> GetPushKey.Reply { .init(publicKey: push.publicKey) }
}
