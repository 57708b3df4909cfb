import Logging

/// Writes log events as single lines that carry the service and the instance.
package struct ServiceLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let settings: LogSettings
    private let output: LogOutput

    package init(
        label: String, settings: LogSettings, output: LogOutput = .standardError,
        metadataProvider: Logger.MetadataProvider? = nil
    ) {
        self.label = label
        self.settings = settings
        self.output = output
        self.metadataProvider = metadataProvider
        logLevel = settings.level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let line = LogLine(
            timestamp: RFC3339.now(), level: event.level, service: settings.service, instance: settings.instance,
            label: label, message: event.message.description, metadata: merged(event))
        output.write(line.rendered(as: settings.format))
    }

    /// What is closest to the event wins.
    private func merged(_ event: LogEvent) -> Logger.Metadata {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        if let error = event.error { all["error"] = "\(error)" }
        return all
    }
}
