import Bus
import Caching
import Contracts
import Crypto
import HTTPTypes
import Hummingbird
import MediaFiles
import NIOCore

/// Takes a file in: streamed to the storage, looked at, moved to its place, and told to the media service.
struct ReceiveUpload: Sendable {
    let gateway: Gateway

    func answer(_ input: RouteInput, _ body: IncomingBody) async throws -> Response {
        let name = try UploadName(input.query["filename"])
        do {
            let (file, type) = try await UploadReceiver(storage: gateway.storage, limit: gateway.limits.uploadBytes).receive(body)
            return try await register(file, type, name, input)
        } catch let error as StorageError {
            gateway.logger.error("an upload was not stored", metadata: ["error": "\(error)"])
            throw error.problem
        }
    }

    private func register(_ file: IncomingFile, _ type: SniffedType, _ name: UploadName, _ input: RouteInput) async throws -> Response {
        let received = try await gateway.storage.root.opened(file.relativePath)
        let hash = try await ContentHash.of(received)
        let path = Self.storedPath(input, hash, name)
        try await FileThreads.shared.run { [storage = gateway.storage] _ in try file.move(to: path, in: storage) }
        let answer = try await ask(
            RegisterUpload(
                storedPath: path, filename: name.text, sizeBytes: received.size, contentType: type.contentType,
                contentHash: hash.text), input)
        guard answer.isSuccess else {
            if Self.isCertainlyRefused(answer) { remove(path) }
            throw try RegisterUpload.problem(in: answer)
        }
        try await settle(answer)
        return response(answer, input)
    }

    /// Lists through this gateway show it from now on.
    private func settle(_ answer: Answer) async throws {
        guard let cache = gateway.responses else { return }
        let item = try RegisterUpload.decode(answer)
        await cache.settle(
            Invalidation([.media(item.id), .mediaLists], fact: answer.position[.media].map { Fact(.media, $0) }))
    }

    private func ask(_ request: RegisterUpload, _ input: RouteInput) async throws -> Answer {
        do {
            return try await gateway.ask(request, for: input)
        } catch let error as BusError {
            // After any other failure the service may have registered it all the same, and then the file must stay.
            if error.code == .overloaded { remove(request.storedPath) }
            throw error
        }
    }

    private func response(_ answer: Answer, _ input: RouteInput) -> Response {
        var response = Response.bytes(HTTPResponse.Status(code: answer.status), "application/json", ByteBuffer(bytes: answer.body))
        response.headers[.cacheControl] = Freshness.never.rawValue
        response.add(answer.headers)
        gateway.tellPosition(answer.position, of: input, isWrite: true, in: &response)
        return response
    }

    private func remove(_ path: String) {
        if unlinkFile("\(gateway.storage.path)/\(path)") { return }
        gateway.logger.warning("a refused upload was left behind", metadata: ["path": "\(path)"])
    }

    /// A retry with the same key, content and name must be the same request, so its path follows from them.
    private static func storedPath(_ input: RouteInput, _ hash: ContentHash, _ name: UploadName) -> String {
        guard let key = input.idempotencyKey else { return "uploads/\(FileID.make())" }
        let user = input.caller.userID?.description ?? ""
        let identity = "\(user)\n\(key)\n\(hash.text)\n\(name.text)"
        let digest = SHA256.hash(data: Array(identity.utf8)).prefix(16)
        return "uploads/" + digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// Not while the same request still runs, or after a failure in the middle: the first one may own the file.
    private static func isCertainlyRefused(_ answer: Answer) -> Bool {
        (400..<500).contains(answer.status) && answer.status != 409
    }
}
