import NIOCore
import NIOHPACK

/// Speaks HTTP/2 frame by frame, so that it can also speak it wrongly (RFC 9113, section 4).
final class HTTP2Client {
    enum Kind: UInt8 { case data, headers, priority, reset, settings, push, ping, goAway, windowUpdate, continuation }

    struct Frame {
        let kind: UInt8
        let flags: UInt8
        let stream: Int
        var payload: ByteBuffer

        func isA(_ kind: Kind) -> Bool { self.kind == kind.rawValue }
        var endsStream: Bool { flags & 1 != 0 }
    }

    struct Answer {
        var headers: HPACKHeaders
        var body = ByteBuffer()

        var status: Int? { headers.first(name: ":status").flatMap(Int.init) }
    }

    private let client: TLSClient
    private var encoder = HPACKEncoder(allocator: ByteBufferAllocator())
    private var decoder = HPACKDecoder(allocator: ByteBufferAllocator())
    /// What has come of each stream, and the streams of which nothing more will come.
    private var answers: [Int: Answer] = [:]
    private var ended: Set<Int> = []
    /// What the server said first.
    private(set) var settings: [Int: Int] = [:]

    init(_ client: TLSClient) async throws {
        self.client = client
        try await client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        try await send(.settings, stream: 0)
        while settings.isEmpty, let frame = try await next() { note(frame) }
    }

    func send(_ kind: Kind, flags: UInt8 = 0, stream: Int, _ payload: ByteBuffer = ByteBuffer()) async throws {
        try await client.send(Self.frame(kind, flags: flags, stream: stream, payload))
    }

    func send(_ frames: [ByteBuffer]) async throws {
        var all = ByteBuffer()
        for var frame in frames { all.writeBuffer(&frame) }
        try await client.send(all)
    }

    static func frame(_ kind: Kind, flags: UInt8 = 0, stream: Int, _ payload: ByteBuffer = ByteBuffer()) -> ByteBuffer {
        var bytes = ByteBuffer()
        bytes.writeInteger(UInt8(payload.readableBytes >> 16))
        bytes.writeInteger(UInt16(payload.readableBytes & 0xFFFF))
        bytes.writeInteger(kind.rawValue)
        bytes.writeInteger(flags)
        bytes.writeInteger(UInt32(stream))
        var payload = payload
        bytes.writeBuffer(&payload)
        return bytes
    }

    /// The frame that asks; `more` says that a body follows.
    func request(_ path: String, stream: Int, method: String = "GET", more: Bool = false, _ headers: [(String, String)] = [])
        throws -> ByteBuffer
    {
        let all = [(":method", method), (":scheme", "https"), (":path", path), (":authority", "x")] + headers
        var block = ByteBuffer()
        try encoder.encode(headers: HPACKHeaders(all), to: &block)
        return Self.frame(.headers, flags: more ? 4 : 5, stream: stream, block)
    }

    func next() async throws -> Frame? {
        guard var head = try await client.bytes(9), let high = head.readInteger(as: UInt8.self),
            let low = head.readInteger(as: UInt16.self),
            let kind = head.readInteger(as: UInt8.self), let flags = head.readInteger(as: UInt8.self),
            let stream = head.readInteger(as: UInt32.self), let payload = try await client.bytes(Int(high) << 16 | Int(low))
        else { return nil }
        return Frame(kind: kind, flags: flags, stream: Int(stream & 0x7FFF_FFFF), payload: payload)
    }

    private func note(_ frame: Frame) {
        guard frame.isA(.settings), frame.flags == 0 else { return }
        var payload = frame.payload
        while let name = payload.readInteger(as: UInt16.self), let value = payload.readInteger(as: UInt32.self) {
            settings[Int(name)] = Int(value)
        }
    }

    /// The answer on one stream; what comes on others meanwhile is kept for those who ask for it. Nil when the stream is reset or the
    /// connection ends.
    func answer(_ stream: Int) async throws -> Answer? {
        while !ended.contains(stream), let frame = try await next() {
            if frame.isA(.goAway) { return nil }
            try take(frame)
        }
        guard ended.remove(stream) != nil else { return nil }
        return answers.removeValue(forKey: stream)
    }

    private func take(_ frame: Frame) throws {
        var payload = frame.payload
        switch frame.kind {
        // Every block is decoded, because each changes the table that the next one needs.
        case Kind.headers.rawValue: answers[frame.stream] = Answer(headers: try decoder.decodeHeaders(from: &payload))
        case Kind.data.rawValue: answers[frame.stream]?.body.writeBuffer(&payload)
        case Kind.reset.rawValue: answers[frame.stream] = nil
        default: return
        }
        if frame.endsStream || frame.isA(.reset) { ended.insert(frame.stream) }
    }

    /// Why the server ends the connection; nil when it ends it without a word.
    func goAway() async throws -> UInt32? {
        while let frame = try await next() {
            guard frame.isA(.goAway) else { continue }
            return frame.payload.getInteger(at: frame.payload.readerIndex + 4, as: UInt32.self)
        }
        return nil
    }
}
