import FoundationEssentials
import Synchronization

/// The last millisecond and counter handed out by this process.
private let lastTick = Mutex<(milliseconds: UInt64, counter: UInt64)>((0, 0))

extension UUID {
    /// A UUIDv7 that is greater than every earlier one of this process, even within one millisecond and when the clock
    /// steps back: `rand_a` is a counter seeded at random (RFC 9562, section 6.2, method 1).
    static func version7() -> UUID {
        let now = UInt64(max(0, Timestamp.now().microseconds / 1000))
        let (milliseconds, counter) = lastTick.withLock { last -> (UInt64, UInt64) in
            if now > last.milliseconds {
                last = (now, UInt64.random(in: 0..<0x400))
            } else if last.counter < 0xFFF {
                last.counter += 1
            } else {
                last = (last.milliseconds + 1, 0)
            }
            return last
        }
        let high = (milliseconds << 16) | 0x7000 | counter
        let low = (UInt64.random(in: .min ... .max) & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        return withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
