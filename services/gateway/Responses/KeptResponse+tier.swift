import Bus
import Contracts
import HTTPTypes
import NIOCore

/// As the shared tier keeps it: the length of a head of lines, the head, the body.
extension KeptResponse {
    var tierBytes: [UInt8] {
        let lines = ["\(status.code)", "\(made.microseconds)", "\(route)"] + plain.headers.map { "\($0.name.rawName): \($0.value)" }
        let head = Array(lines.joined(separator: "\n").utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 + head.count + plain.body.readableBytes)
        withUnsafeBytes(of: UInt32(head.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: head)
        bytes.append(contentsOf: plain.body.readableBytesView)
        return bytes
    }

    /// Nil for bytes that `tierBytes` has not made.
    convenience init?(tier bytes: [UInt8], lifetime: Duration) {
        guard bytes.count >= 4 else { return nil }
        let length = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard bytes.count >= 4 + length, let head = String(validating: bytes[4..<4 + length], as: UTF8.self) else { return nil }
        let lines = head.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 3, let status = Int(lines[0]), let made = Int64(lines[1]), let route = Int(lines[2]) else { return nil }
        var headers = HTTPFields()
        for line in lines.dropFirst(3) {
            guard let colon = line.firstIndex(of: ":"), let name = HTTPField.Name(String(line[..<colon])) else { return nil }
            headers.append(HTTPField(name: name, value: String(line[colon...].dropFirst(2))))
        }
        self.init(
            status: status, headers: headers, body: ByteBuffer(bytes: bytes[(4 + length)...]), route: route,
            made: Timestamp(microseconds: made), lifetime: lifetime)
    }
}
