import Contracts
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Sends messages to push services.
package struct PushClient: Sendable {
    private let tokens: VapidTokens
    private let check: EndpointCheck
    private let eventLoop: any EventLoop
    private let tls: NIOSSLContext
    private let limit: Duration

    /// - Parameters:
    ///   - authorities: a file of PEM certificates that push services are trusted by; nil: the system's.
    ///   - limit: for one message, from the first byte sent to the answer. Finding the host's address comes before it.
    /// - Throws: when the certificates cannot be read.
    package init(
        _ tokens: VapidTokens, _ check: EndpointCheck, eventLoop: any EventLoop, authorities: String? = nil,
        limit: Duration = .seconds(10)
    ) throws {
        self.tokens = tokens
        self.check = check
        self.eventLoop = eventLoop
        self.limit = limit
        var settings = TLSConfiguration.makeClientConfiguration()
        settings.minimumTLSVersion = .tlsv12
        if let authorities { settings.trustRoots = .file(authorities) }
        tls = try NIOSSLContext(configuration: settings)
    }

    /// Every failure is an outcome. Cancelled, the message fails: it may have arrived.
    package func deliver(
        _ message: PushMessage, to endpoint: PushEndpoint, for recipient: PushRecipient, now: Timestamp = .now()
    ) async -> PushOutcome {
        do {
            let body = try MessageEncryption().encrypt(message.content, for: recipient)
            let authorization = try tokens.authorization(for: endpoint.origin, now: now)
            let head = message.head(for: endpoint, authorization: authorization, length: body.count)
            return try await send(head, body, to: endpoint)
        } catch EndpointRefusal.unknownHost {
            return .failed("the push service has no address")
        } catch let refusal as EndpointRefusal {
            return .refused("the endpoint \(refusal)")
        } catch is MessageTooLong {
            return .tooLarge
        } catch {
            return .failed("\(error)")
        }
    }

    /// At the first of its addresses that lets us connect.
    private func send(_ head: HTTPRequestHead, _ body: [UInt8], to endpoint: PushEndpoint) async throws -> PushOutcome {
        let deadline = NIODeadline.now() + TimeAmount(limit)
        let addresses = try await check.addresses(of: endpoint).prefix(4)
        for address in addresses.dropLast() {
            do {
                return try await exchange(endpoint, address, deadline).send(head, body)
            } catch is NIOConnectionError, is IOError {
                continue
            }
        }
        return try await exchange(endpoint, addresses[addresses.endIndex - 1], deadline).send(head, body)
    }

    private func exchange(_ endpoint: PushEndpoint, _ address: SocketAddress, _ deadline: NIODeadline) -> PushExchange {
        let serverName = HostName.isAddress(endpoint.host) ? nil : endpoint.host
        return PushExchange(
            address: address, tls: endpoint.isSecure ? .init(context: tls, serverName: serverName) : nil, deadline: deadline,
            eventLoop: eventLoop)
    }
}
