import JSON

/// A JSON Schema, as far as the API needs one.
indirect enum Schema: Sendable, JSONWritable {
    case any
    case string
    case formatted(String)
    case choice([String])
    case integer
    case number
    case boolean
    case bytes
    case list(Schema)
    /// Names that end in `?` are optional.
    case object(KeyValuePairs<String, Schema>)
    case page(Schema)
    case items(Schema)
    case reference(String)

    func write(to writer: inout JSONWriter) {
        switch self {
        case .any: writer.object { _ in }
        case .string: type("string", &writer)
        case .integer: type("integer", &writer)
        case .number: type("number", &writer)
        case .boolean: type("boolean", &writer)
        case .bytes: formatted("binary", &writer)
        case .formatted(let format): formatted(format, &writer)
        case .choice(let values):
            writer.object {
                $0.field("type", "string")
                $0.field("enum", values)
            }
        case .list(let element):
            writer.object {
                $0.field("type", "array")
                $0.field("items", element)
            }
        case .object(let fields): object(fields, &writer)
        case .page(let item):
            object(["items": .list(item), "hasMore": .boolean, "nextCursor?": .string], &writer)
        case .items(let item): object(["items": .list(item)], &writer)
        case .reference(let name): writer.object { $0.field("$ref", "#/components/schemas/\(name)") }
        }
    }

    private func type(_ name: String, _ writer: inout JSONWriter) {
        writer.object { $0.field("type", name) }
    }

    private func formatted(_ format: String, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("type", "string")
            $0.field("format", format)
        }
    }

    private func object(_ fields: KeyValuePairs<String, Schema>, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("type", "object")
            $0.key("properties")
            $0.object { writer in
                for (name, schema) in fields {
                    writer.key(dynamic: name.hasSuffix("?") ? String(name.dropLast()) : name)
                    schema.write(to: &writer)
                }
            }
            let required = fields.map(\.key).filter { !$0.hasSuffix("?") }
            if !required.isEmpty { $0.field("required", required) }
        }
    }
}
