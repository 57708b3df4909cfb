internal import CHiredis

extension RedisCommand {
    /// Lends the command as RESP bytes, formatted by hiredis.
    func withEncoded<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withArgumentVector { pointers, lengths in
            var encoded: sds?
            let size = redisFormatSdsCommandArgv(&encoded, CInt(count), pointers, lengths)
            // Both failures mean that malloc failed.
            guard size > 0, let encoded else { fatalError("out of memory") }
            defer { redisFreeSdsCommand(encoded) }
            return body(UnsafeRawBufferPointer(start: encoded, count: Int(size)))
        }
    }

    private func withArgumentVector<Result>(
        _ body: (UnsafeMutablePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int>?) -> Result
    ) -> Result {
        withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { pointers in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { lengths in
                storage.withUnsafeBytes { bytes in
                    var offset = 0
                    for index in 0..<count {
                        let length = Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
                        offset += MemoryLayout<UInt32>.size
                        let start = bytes.baseAddress.map { $0 + offset }
                        pointers.initializeElement(at: index, to: start?.assumingMemoryBound(to: CChar.self))
                        lengths.initializeElement(at: index, to: length)
                        offset += length
                    }
                    return body(pointers.baseAddress, lengths.baseAddress)
                }
            }
        }
    }
}
