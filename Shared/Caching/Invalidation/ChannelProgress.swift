/// How far a process has come on the channel. A value, kept behind a lock.
///
/// `required` runs ahead of what falls here and `reached` behind it, so that a fence taken before `required` is read is
/// broken by everything that `required` does not cover.
struct ChannelProgress: Sendable, Equatable {
    /// What another process must have reached for its answer to be kept here; nil while that is not known.
    private(set) var required: CacheMark?
    /// Everything up to here has been applied; nil while that is not known.
    private(set) var reached: CacheMark?

    /// Something may have been missed: the next message tells where the channel stands.
    mutating func lost() {
        self = ChannelProgress()
    }

    /// To be called before the message is applied. Returns whether one before it was missed.
    mutating func hears(_ number: CacheMark, after previous: CacheMark) -> Bool {
        let isGap = reached.map { $0 != previous } ?? false
        required = max(required ?? number, number)
        return isGap
    }

    /// To be called when the message is applied.
    mutating func applied(_ number: CacheMark) {
        reached = number
    }

    /// To be called before a message of our own is applied here, with the number that it has got.
    mutating func sent(_ number: CacheMark) {
        required = required.map { max($0, number) }
    }
}
