/// MPEG layer I–III and ADTS frames: eleven set bits are little to go by, so the next frame must stand where the first says.
enum MPEGAudio {
    static func type(of head: Head) -> SniffedType? {
        let start = head.bytes.prefix(1024).firstIndex { $0 != 0 } ?? 0
        guard head[start] == 0xFF, head[start + 1] & 0xE0 == 0xE0 else { return nil }
        if head[start + 1] & 0xF6 == 0xF0 {
            return follows(head, at: start, after: adtsLength(head, start), mask: 0xF6) ? .aac : nil
        }
        return follows(head, at: start, after: layerLength(head, start), mask: 0xFE) ? .mp3 : nil
    }

    private static func follows(_ head: Head, at start: Int, after length: Int?, mask: UInt8) -> Bool {
        guard let length, length > 6 else { return false }
        let next = start + length
        // A frame longer than what we hold cannot be checked; a short file of one frame ends exactly there.
        if next == head.count { return true }
        return next + 1 < head.count && head[next] == 0xFF && head[next + 1] & mask == head[start + 1] & mask
    }

    private static func adtsLength(_ head: Head, _ start: Int) -> Int? {
        Int(head[start + 3] & 0x03) << 11 | Int(head[start + 4]) << 3 | Int(head[start + 5]) >> 5
    }

    private static let rates = [44_100, 48_000, 32_000]
    private static let layer3 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
    private static let layer2 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384]
    private static let lowRate = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]

    private static func layerLength(_ head: Head, _ start: Int) -> Int? {
        let version = head[start + 1] >> 3 & 3, layer = head[start + 1] >> 1 & 3
        let rateIndex = Int(head[start + 2] >> 2 & 3), bitIndex = Int(head[start + 2] >> 4)
        guard version != 1, layer == 1 || layer == 2, rateIndex < 3, (1...14).contains(bitIndex) else { return nil }
        let isMPEG1 = version == 3
        let rate = rates[rateIndex] / (isMPEG1 ? 1 : version == 2 ? 2 : 4)
        let kilobits = (isMPEG1 ? (layer == 1 ? layer3 : layer2) : lowRate)[bitIndex]
        let samplesPerByte = layer == 1 && !isMPEG1 ? 72 : 144
        return samplesPerByte * kilobits * 1000 / rate + Int(head[start + 2] >> 1 & 1)
    }
}
