/// The text that grows while a value is encoded, and what is open in it.
///
/// Whatever is encoded inside of one call to `encode` is written straight away. A nested container or a super encoder may still be
/// written to when its neighbours have been: it gets an output of its own, whose text is put in its place at the end.
final class EncodingOutput {
    enum Shape { case nothing, single, object, list }

    /// The value being encoded.
    struct Frame {
        var shape = Shape.nothing
        /// Elements of a list so far.
        var count = 0
    }

    // Unchecked: no access lasts while foreign code runs, so none can overlap; the checks took a fifth of the time.
    @exclusivity(unchecked) private(set) var writer = JSONWriter()
    @exclusivity(unchecked) private(set) var frame = Frame()
    @exclusivity(unchecked) private(set) var path: [any CodingKey]
    /// Each where a `null` stands for it.
    private var parts: [(at: Int, output: EncodingOutput)] = []
    private var failure: (any Error)?

    init(path: [any CodingKey]) {
        self.path = path
        self.path.reserveCapacity(path.count + 4)
    }

    /// Asking again for what is open already goes on with it.
    func open(_ shape: Shape) {
        guard frame.shape != shape else { return }
        precondition(frame.shape == .nothing, "a value is one object, one list or one single value")
        frame.shape = shape
        if shape == .object { writer.beginObject() } else { writer.beginArray() }
    }

    /// Announces an element of the list that is open.
    func element() { frame.count += 1 }

    func key(_ key: some CodingKey) { writer.key(dynamic: key.stringValue) }

    func single(_ write: (inout JSONWriter) throws -> Void) rethrows {
        precondition(frame.shape == .nothing, "a value is one object, one list or one single value")
        frame.shape = .single
        try write(&writer)
    }

    func write(_ value: (inout JSONWriter) throws -> Void) rethrows { try value(&writer) }

    func encode(_ value: some Encodable, at key: some CodingKey) throws {
        let outer = frame
        frame = Frame()
        path.append(key)
        defer {
            path.removeLast()
            frame = outer
        }
        do {
            try value.encode(to: ValueEncoder(output: self))
        } catch {
            // What is half written cannot be taken back, so nothing comes of it even if the caller goes on.
            failure = failure ?? error
            throw error
        }
        close()
    }

    /// An output whose text will stand here.
    func part(at key: some CodingKey) -> EncodingOutput {
        writer.null()
        let part = EncodingOutput(path: path + [key])
        parts.append((writer.bytes.count - Self.placeholder, part))
        return part
    }

    /// The whole text. Throws the first error of those that a value has caught and passed over.
    func finish() throws -> [UInt8] {
        if let failure { throw failure }
        close()
        guard !parts.isEmpty else { return writer.bytes }
        var text: [UInt8] = []
        var from = 0
        for part in parts {
            text += writer.bytes[from..<part.at]
            text += try part.output.finish()
            from = part.at + Self.placeholder
        }
        return text + writer.bytes[from...]
    }

    private static let placeholder = 4

    private func close() {
        switch frame.shape {
        case .single: break
        case .object: writer.endObject()
        case .list: writer.endArray()
        case .nothing:
            writer.beginObject()
            writer.endObject()
        }
    }
}
