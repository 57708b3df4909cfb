/// Why a cache let go of a value.
package enum DisposalReason: Sendable {
    /// Another value came under the same key.
    case replaced
    /// It had to make room.
    case evicted
    /// Its age had passed.
    case expired
    case removed
    case cleared
}
