import NIOCore

/// One owner's encoders. They hold next to nothing until they are used.
struct BodyEncoders: ~Copyable {
    private var br: BodyEncoder
    private var gzip: BodyEncoder
    private var identity: BodyEncoder

    init(_ settings: CompressionSettings) {
        br = BodyEncoder(.br, settings: settings)
        gzip = BodyEncoder(.gzip, settings: settings)
        identity = BodyEncoder(.identity)
    }

    mutating func compress(_ body: ByteBuffer, as coding: ContentCoding) throws(CompressionFailure) -> ByteBuffer {
        try with(coding) { encoder throws(CompressionFailure) in try encoder.compress(body) }
    }

    mutating func with<Value, Failure: Error>(
        _ coding: ContentCoding, _ body: (inout BodyEncoder) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        switch coding {
        case .br: try body(&br)
        case .gzip: try body(&gzip)
        case .identity: try body(&identity)
        }
    }
}
