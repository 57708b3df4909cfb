import Contracts

/// Of a scan that has just ended: whose library it was of, and who had asked for it.
struct EndedScan: Sendable {
    let library: String
    let requestedBy: UserID?
}
