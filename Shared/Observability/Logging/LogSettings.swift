import Logging

/// What every log line of a process has in common.
package struct LogSettings: Sendable {
    package let service: String
    package let instance: String
    package let level: Logger.Level
    package let format: LogFormat

    package init(service: String, instance: String, level: Logger.Level = .info, format: LogFormat = .text) {
        self.service = service
        self.instance = instance
        self.level = level
        self.format = format
    }

    /// Makes every `Logger` of this process write to standard error. At most once in a process.
    package func bootstrap() {
        LoggingSystem.bootstrap(
            { label, provider in ServiceLogHandler(label: label, settings: self, metadataProvider: provider) },
            metadataProvider: TraceContext.logMetadata)
    }
}
