/// One entry of a stream. Its fields stay as they were parsed until they are asked for.
package struct StreamEntry: Sendable, Equatable {
    package let id: StreamID
    /// Names and values, alternating, as the server sent them. Empty for an entry that was deleted.
    package let rawFields: [RESPValue]

    package init(id: StreamID, rawFields: [RESPValue]) {
        self.id = id
        self.rawFields = rawFields
    }

    /// The value of the first field with that name.
    package subscript(_ name: StaticString) -> [UInt8]? {
        let wanted = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        for index in stride(from: 0, to: rawFields.count - 1, by: 2) {
            guard case .bulk(let bytes) = rawFields[index], bytes.elementsEqual(wanted) else { continue }
            return rawFields[index + 1].bytes
        }
        return nil
    }

    package var fields: [(name: String, value: [UInt8])] {
        stride(from: 0, to: rawFields.count - 1, by: 2).map { index in
            (rawFields[index].string ?? "", rawFields[index + 1].bytes ?? [])
        }
    }

    /// Still pending for a consumer, but no longer in the stream.
    package var isDeleted: Bool { rawFields.isEmpty }
}

extension RESPValue {
    /// An entry as XRANGE and its kin send it: id, then fields, or null for fields that were deleted.
    package func decodedStreamEntry() throws(RedisError) -> StreamEntry {
        guard case .array(let parts) = self, parts.count == 2 else { throw unexpected("a stream entry") }
        let id = try parts[0].decodedStreamID()
        switch parts[1] {
        case .array(let fields): return StreamEntry(id: id, rawFields: fields)
        case .null: return StreamEntry(id: id, rawFields: [])
        default: throw parts[1].unexpected("the fields of a stream entry")
        }
    }

    package func decodedStreamEntries() throws(RedisError) -> [StreamEntry] {
        let elements = try decodedArray()
        var entries: [StreamEntry] = []
        entries.reserveCapacity(elements.count)
        // XCLAIM of old servers has a null in place of an entry that was deleted.
        for element in elements where !element.isNull { entries.append(try element.decodedStreamEntry()) }
        return entries
    }

    /// The reply of XREAD and XREADGROUP: entries by stream, nothing when none came in time.
    package func decodedStreams() throws(RedisError) -> [(stream: String, entries: [StreamEntry])] {
        if case .null = self { return [] }
        var streams: [(stream: String, entries: [StreamEntry])] = []
        for element in try decodedArray() {
            guard case .array(let parts) = element, parts.count == 2 else { throw element.unexpected("a stream") }
            streams.append((try parts[0].decodedString(), try parts[1].decodedStreamEntries()))
        }
        return streams
    }

    package func decodedStreamID() throws(RedisError) -> StreamID {
        if case .bulk(let bytes) = self, let id = StreamID(bytes: bytes) { return id }
        throw unexpected("a stream id")
    }

    func decodedStreamIDs() throws(RedisError) -> [StreamID] {
        var ids: [StreamID] = []
        for element in try decodedArray() { ids.append(try element.decodedStreamID()) }
        return ids
    }
}
