import Logging

extension TraceContext {
    /// Adds the current trace to every log line.
    package static let logMetadata = Logger.MetadataProvider {
        guard let current else { return [:] }
        return ["traceID": .string(current.traceID), "spanID": .string(current.spanID)]
    }
}
