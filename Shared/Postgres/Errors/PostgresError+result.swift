internal import CLibpq

extension PostgresError {
    /// Reads a failed result. The caller keeps ownership of it.
    init(result: OpaquePointer) {
        let state = Self.field(result, "C").map(SQLState.init(rawValue:))
        let severity = Self.field(result, "V")
        let isFatal = severity == "FATAL" || severity == "PANIC"
        let message = Self.field(result, "M") ?? "the server gave no message"
        self.init(
            isFatal || state?.errorClass == "08" ? .connectionLost : .server,
            state?.errorClass == "22" ? Self.withoutQuotedData(message) : message,
            sqlState: state, constraint: Self.field(result, "n"), detail: Self.field(result, "D"))
    }

    /// Only errors of class 22 quote data in the primary message, from the first quote to the last.
    static func withoutQuotedData(_ message: String) -> String {
        guard let first = message.firstIndex(of: "\""), let last = message.lastIndex(of: "\""), first < last else {
            return message
        }
        return message[...first] + "…" + message[last...]
    }

    private static func field(_ result: OpaquePointer, _ code: UnicodeScalar) -> String? {
        PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }
}
