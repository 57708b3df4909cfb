/// What the tier has done for this process, and how it stands.
package struct TierStatistics: Sendable, Equatable {
    package var hits = 0
    package var misses = 0
    /// Lookups that did not ask, because the tier was away, resting or not to be believed.
    package var skipped = 0
    /// Operations that Redis did not answer in time, or refused.
    package var failures = 0
    package var stored = 0
    package var invalidations = 0
    package var failedInvalidations = 0
    /// How often this process emptied the tier by a new epoch.
    package var renewals = 0
    /// Whether its entries may be given out.
    package var isTrusted = false
}
