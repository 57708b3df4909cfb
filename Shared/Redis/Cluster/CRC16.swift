/// CRC-16/XMODEM: polynomial 0x1021, nothing reflected, starting from 0. The Redis Cluster specification names it for hash slots
/// (appendix A, which also gives the check value 0x31C3 for `123456789`).
enum CRC16 {
    static func checksum(of bytes: some Sequence<UInt8>) -> UInt16 {
        bytes.reduce(0) { checksum, byte in checksum << 8 ^ table[Int(UInt8(truncatingIfNeeded: checksum >> 8) ^ byte)] }
    }

    private static let table: [UInt16] = (0..<256).map { byte in
        (0..<8).reduce(UInt16(byte) << 8) { checksum, _ in checksum & 0x8000 == 0 ? checksum << 1 : checksum << 1 ^ 0x1021 }
    }
}
