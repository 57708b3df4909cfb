import FoundationEssentials
import Synchronization

private struct Clock {
    /// What was handed out last by this process.
    var milliseconds: UInt64 = 0
    var counter: UInt64 = 0
    var random = RandomWords()
}

private let clock = Mutex(Clock())

extension UUID {
    /// A UUIDv7 that is greater than every earlier one of this process, even within one millisecond and when the clock
    /// steps back: `rand_a` is a counter seeded at random (RFC 9562, section 6.2, method 1).
    static func version7() -> UUID {
        let now = UInt64(max(0, Timestamp.now().microseconds / 1000))
        let (milliseconds, counter, random) = clock.withLock { clock -> (UInt64, UInt64, UInt64) in
            if now > clock.milliseconds {
                (clock.milliseconds, clock.counter) = (now, clock.random.next() & 0x3FF)
            } else if clock.counter < 0xFFF {
                clock.counter += 1
            } else {
                (clock.milliseconds, clock.counter) = (clock.milliseconds + 1, 0)
            }
            return (clock.milliseconds, clock.counter, clock.random.next())
        }
        let high = (milliseconds << 16) | 0x7000 | counter
        let low = (random & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        return withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
