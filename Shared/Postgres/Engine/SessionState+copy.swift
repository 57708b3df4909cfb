internal import CLibpq

extension SessionState {
    /// The simple protocol, which `COPY` and texts of several statements need, runs outside of the pipeline.
    mutating func sendScript(_ text: String, _ operation: Operation) -> Bool {
        guard PQexitPipelineMode(handle) == 1 else { return false }
        return PQsendQuery(handle, scriptPrefix(operation) + text) == 1
    }

    private mutating func scriptPrefix(_ operation: Operation) -> String {
        let begin = pendingBegin.map { $0 + "; " } ?? ""
        pendingBegin = nil
        return switch configuration.poolMode {
        case .session: scriptTimeout("SET", operation) + begin
        case .transaction: begin + scriptTimeout("SET LOCAL", operation)
        }
    }

    /// The whole text is one implicit transaction, so its failure undoes the setting in an unknown way.
    private mutating func scriptTimeout(_ set: String, _ operation: Operation) -> String {
        guard PQtransactionStatus(handle) != PQTRANS_INERROR,
            let seconds = timeout.change(for: operation.deadline.map { $0 - .now })
        else { return "" }
        timeout.forget()
        return "\(set) statement_timeout = \(seconds * 1000); "
    }

    mutating func sendCopyData(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return true }
            return PQputCopyData(handle, start.assumingMemoryBound(to: CChar.self), Int32(bytes.count)) == 1
        }
    }

    mutating func sendCopyEnd(_ reason: String?) -> Bool {
        isCopying = false
        return PQputCopyEnd(handle, reason) == 1
    }
}
