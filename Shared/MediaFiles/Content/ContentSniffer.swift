/// Finds the content type in the first bytes of a file, from a table of our own; names and headers are not believed.
package enum ContentSniffer {
    /// How many bytes are looked at; fewer are fine where the file is shorter.
    package static let length = 4096

    /// Throws `SniffError`.
    package static func sniff(_ head: [UInt8]) throws(SniffError) -> SniffedType {
        guard !head.isEmpty else { throw .empty }
        let head = Head(head.prefix(length))
        if let type = picture(head) ?? ISOBaseMedia.type(of: head) ?? container(head) ?? sound(head) { return type }
        if let refusal = RefusedContent.reason(of: head) { throw .refused(refusal) }
        // Frames of MPEG audio begin with few fixed bits, so they are asked for last.
        if let type = MPEGAudio.type(of: head) { return type }
        throw .unknown
    }

    /// Throws `SniffError`, or `FileRootError` when the file cannot be read.
    package static func sniff(_ file: OpenedFile) async throws -> SniffedType {
        try await FileThreads.shared.run { _ in try sniff(try file.read(at: 0, count: length)) }
    }

    private static func picture(_ head: Head) -> SniffedType? {
        if head.has([0xFF, 0xD8, 0xFF]) { return .jpeg }
        if head.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if head.has("GIF87a") || head.has("GIF89a") { return .gif }
        if head.has([0x49, 0x49, 0x2A, 0x00]) || head.has([0x4D, 0x4D, 0x00, 0x2A]) { return .tiff }
        if head.has("BM"), head.has([0, 0, 0, 0], at: 6), head.count > 30 { return .bmp }
        return head.has("RIFF") && head.has("WEBP", at: 8) ? .webp : nil
    }

    private static func container(_ head: Head) -> SniffedType? {
        if head.has([0x1A, 0x45, 0xDF, 0xA3]) {
            if head.contains("webm", within: 64) { return .webm }
            return head.contains("matroska", within: 64) ? .matroska : nil
        }
        if head.has("RIFF"), head.has("AVI ", at: 8) { return .avi }
        if head.has("FLV"), head[3] == 1 { return .flv }
        if head.has([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]) { return .windowsMedia }
        if head.has([0, 0, 1, 0xBA]) || head.has([0, 0, 1, 0xB3]) { return .programStream }
        if head.isTransportStream { return .transportStream }
        return nil
    }

    private static func sound(_ head: Head) -> SniffedType? {
        if head.has("OggS") { return head.contains("\u{80}theora", within: 256) ? .oggVideo : .ogg }
        if head.has("fLaC") { return .flac }
        if head.has("ID3"), head[3] < 0xFF { return .mp3 }
        if head.has("RIFF") || head.has("RF64"), head.has("WAVE", at: 8) { return .wav }
        if head.has("FORM"), head.has("AIFF", at: 8) || head.has("AIFC", at: 8) { return .aiff }
        return nil
    }
}
