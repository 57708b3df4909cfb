import Contracts
import JSON

/// How a job ended that its parent waited for.
package struct ChildOutcome: Sendable, Hashable {
    package let id: JobID
    /// JSON, empty where the handler gave none. Nil for one that failed.
    package let result: String?
    package let error: String?

    /// Nil for what `JobScripts` did not write.
    init?(id: String, text: String) {
        guard let id = JobID(id), let mark = text.first else { return nil }
        self.id = id
        let rest = String(text.dropFirst())
        result = mark == "+" ? rest : nil
        error = mark == "+" ? nil : rest
    }

    /// The result as what the child's handler returned.
    /// - Throws: `JobFailure` where there is none, or another.
    package func decode<R: Decodable>(_ type: R.Type) throws -> R {
        guard let result else { throw JobFailure("The job \(id) failed: \(error ?? "")") }
        do {
            return try JSONDecoding.decode(R.self, from: Array(result.utf8))
        } catch {
            throw JobFailure("The result of \(id) is not one of \(R.self): \(error)")
        }
    }
}
