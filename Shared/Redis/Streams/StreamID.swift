/// The id of a stream entry: milliseconds since 1970 by the server's clock, then a sequence number within them.
package struct StreamID: Sendable, Hashable {
    package let milliseconds: UInt64
    package let sequence: UInt64

    package init(milliseconds: UInt64, sequence: UInt64 = 0) {
        self.milliseconds = milliseconds
        self.sequence = sequence
    }

    /// Before every entry.
    package static let zero = Self(milliseconds: 0)
    /// After every entry.
    package static let maximum = Self(milliseconds: .max, sequence: .max)

    /// The id right after this one; the last of all stays what it is.
    package var next: StreamID {
        if sequence < .max { return StreamID(milliseconds: milliseconds, sequence: sequence + 1) }
        return milliseconds < .max ? StreamID(milliseconds: milliseconds + 1) : self
    }
}

extension StreamID: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        (left.milliseconds, left.sequence) < (right.milliseconds, right.sequence)
    }
}

extension StreamID: LosslessStringConvertible {
    /// `1526919030474-55`; the sequence may be left out and is then 0.
    package init?(_ description: String) {
        self.init(bytes: description.utf8)
    }

    init?(bytes: some Sequence<UInt8>) {
        var parts: (UInt64, UInt64) = (0, 0)
        var isSequence = false, digits = 0
        for byte in bytes {
            if byte == UInt8(ascii: "-"), !isSequence, digits > 0 {
                (isSequence, digits) = (true, 0)
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            let (shifted, overflow) = (isSequence ? parts.1 : parts.0).multipliedReportingOverflow(by: 10)
            let (value, carry) = shifted.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            if isSequence { parts.1 = value } else { parts.0 = value }
            digits += 1
        }
        guard digits > 0 else { return nil }
        self.init(milliseconds: parts.0, sequence: parts.1)
    }

    package var description: String { "\(milliseconds)-\(sequence)" }
}

extension StreamID: RedisArgument {
    package func append(to command: inout RedisCommand) { command.append(description) }
}
