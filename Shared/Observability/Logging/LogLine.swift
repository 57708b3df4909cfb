import Logging

/// One event, ready to be written as text or JSON.
struct LogLine {
    let timestamp: Int64
    let level: Logger.Level
    let service: String
    let instance: String
    let label: String
    let message: String
    let metadata: Logger.Metadata

    func rendered(as format: LogFormat) -> String {
        switch format {
        case .text: text
        case .json: json
        }
    }

    private var text: String {
        var line = "\(RFC3339.text(microseconds: timestamp)) \(level.rawValue) \(service)/\(instance) "
        Self.appendPlain(label, to: &line)
        line += ": "
        Self.appendPlain(message, to: &line)
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            line += " "
            Self.appendPlain(key, to: &line)
            line += "="
            Self.appendValue("\(value)", to: &line)
        }
        return line
    }

    private var json: String {
        var line = "{\"time\":\"\(RFC3339.text(microseconds: timestamp))\",\"level\":\"\(level.rawValue)\""
        for (key, value) in [("service", service), ("instance", instance), ("logger", label), ("message", message)] {
            line += ",\"\(key)\":"
            JSONText.append(value, to: &line)
        }
        if !metadata.isEmpty {
            line += ",\"metadata\":"
            Self.append(.dictionary(metadata), to: &line)
        }
        return line + "}"
    }

    private static func append(_ value: Logger.MetadataValue, to line: inout String) {
        switch value {
        case .string(let text): JSONText.append(text, to: &line)
        case .stringConvertible(let value): JSONText.append(value.description, to: &line)
        case .array(let values):
            appendList(values, between: ("[", "]"), to: &line) { append($0, to: &$1) }
        case .dictionary(let values):
            appendList(values.sorted { $0.key < $1.key }, between: ("{", "}"), to: &line) {
                JSONText.append($0.key, to: &$1)
                $1 += ":"
                append($0.value, to: &$1)
            }
        }
    }

    private static func appendList<Element>(
        _ elements: [Element], between ends: (String, String), to line: inout String,
        each: (Element, inout String) -> Void
    ) {
        line += ends.0
        for (index, element) in elements.enumerated() {
            if index > 0 { line += "," }
            each(element, &line)
        }
        line += ends.1
    }

    private static func appendPlain(_ text: String, to line: inout String) {
        for scalar in text.unicodeScalars {
            if ControlCharacter.isOne(scalar) {
                line += ControlCharacter.escape(scalar)
            } else {
                line.unicodeScalars.append(scalar)
            }
        }
    }

    /// Quoted where it holds a space, so that `key=value` can be read back.
    private static func appendValue(_ value: String, to line: inout String) {
        if value.isEmpty || value.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" }) {
            JSONText.append(value, to: &line)
        } else {
            appendPlain(value, to: &line)
        }
    }
}
