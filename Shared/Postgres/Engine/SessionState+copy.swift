internal import CLibpq

extension SessionState {
    /// The simple protocol, which `COPY` and texts of several statements need, runs outside of the pipeline.
    mutating func sendScript(_ text: String, _ operation: Operation) -> Bool {
        guard PQexitPipelineMode(handle) == 1 else { return false }
        return PQsendQuery(handle, scriptPrefix(operation) + text) == 1
    }

    /// The whole text is one implicit transaction, so its failure undoes the setting in an unknown way.
    private mutating func scriptPrefix(_ operation: Operation) -> String {
        var prefix = ""
        if configuration.preparesStatements, PQtransactionStatus(handle) != PQTRANS_INERROR,
            let seconds = timeout.change(for: operation.deadline.map { $0 - .now })
        {
            prefix += "SET statement_timeout = \(seconds * 1000); "
            timeout.forget()
        }
        if let begin = pendingBegin { prefix += begin + "; " }
        pendingBegin = nil
        return prefix
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
