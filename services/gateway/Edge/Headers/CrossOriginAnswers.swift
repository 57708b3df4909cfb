import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Tells browsers whether the page that asked may see the answer. Stands only where an origin is allowed at all.
final class CrossOriginAnswers: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private struct Asked {
        let origin: String?
        let isPreflight: Bool
    }

    private let policy: CrossOriginPolicy
    private var unanswered = CircularBuffer<Asked>()

    init(_ policy: CrossOriginPolicy) { self.policy = policy }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let request) = unwrapInboundIn(data) {
            let isPreflight = request.method == .options && request.headerFields.contains(.accessControlRequestMethod)
            unanswered.append(Asked(origin: request.headerFields[.origin], isPreflight: isPreflight))
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var response) where response.status.kind != .informational:
            add(to: &response)
            context.write(wrapOutboundOut(.head(response)), promise: promise)
        case .end:
            if !unanswered.isEmpty { unanswered.removeFirst() }
            context.write(data, promise: promise)
        default: context.write(data, promise: promise)
        }
    }

    /// The answer to `OPTIONS` names the methods of the path: those of the route table.
    private func add(to response: inout HTTPResponse) {
        let asked = unanswered.first
        response.headerFields.append(contentsOf: policy.fields(for: asked?.origin))
        if let asked, asked.isPreflight, let origin = asked.origin, let methods = response.headerFields[.allow] {
            response.headerFields.append(contentsOf: policy.permission(for: origin, methods: methods))
        }
    }
}
