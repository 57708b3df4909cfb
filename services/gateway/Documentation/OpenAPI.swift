import HTTPTypes
import JSON

/// The API description (OpenAPI 3.1), written from the route table.
enum OpenAPI {
    static let document = String(decoding: write(Routes.all), as: UTF8.self)

    private static func write(_ routes: [Route]) -> [UInt8] {
        var writer = JSONWriter(capacity: 64 << 10)
        writer.object {
            $0.field("openapi", "3.1.0")
            $0.key("info")
            $0.object {
                $0.field("title", "MediaNest")
                $0.field("version", "1")
            }
            $0.key("paths")
            $0.object { paths(routes, &$0) }
            $0.key("components")
            $0.object { components(&$0) }
        }
        return writer.bytes
    }

    private static func paths(_ routes: [Route], _ writer: inout JSONWriter) {
        let byPath = Dictionary(grouping: routes, by: \.path.description)
        for path in byPath.keys.sorted() {
            writer.key(dynamic: path)
            writer.object { writer in
                for route in byPath[path] ?? [] {
                    writer.key(dynamic: route.method.rawValue.lowercased())
                    operation(route, &writer)
                }
            }
        }
    }

    private static func operation(_ route: Route, _ writer: inout JSONWriter) {
        writer.object {
            // Two paths may ask the same request, and ids are unique.
            $0.field("operationId", "\(route.method.rawValue.lowercased())\(route.path)")
            $0.field("summary", route.documentation.summary)
            parameters(route, &$0)
            body(route, &$0)
            $0.key("responses")
            $0.object { responses(route, &$0) }
            $0.key("security")
            security(route, &$0)
        }
    }

    private static func parameters(_ route: Route, _ writer: inout JSONWriter) {
        writer.key("parameters")
        writer.beginArray()
        for name in route.path.parameterNames {
            let schema = name == "name" ? Schema.string : .formatted("uuid")
            ParameterDescription(name: name, location: "path", isRequired: true, schema: schema, text: "").write(to: &writer)
        }
        for parameter in route.documentation.parameters { parameter.write(to: &writer) }
        if route.method == .post {
            ParameterDescription.header("Idempotency-Key", "A repeated request with the same key has the first one's answer.")
                .write(to: &writer)
        }
        writer.endArray()
    }

    private static func body(_ route: Route, _ writer: inout JSONWriter) {
        guard let body = route.documentation.body else { return }
        writer.key("requestBody")
        writer.object {
            $0.field("required", true)
            content(route.body == .file ? "application/octet-stream" : "application/json", body, &$0)
        }
    }

    private static func responses(_ route: Route, _ writer: inout JSONWriter) {
        writer.key(dynamic: String(route.documentation.success))
        writer.object {
            $0.field("description", "Success")
            if let reply = route.documentation.reply { content(route.documentation.contentType, reply, &$0) }
        }
        writer.key("default")
        writer.object {
            $0.field("description", "What went wrong")
            content("application/problem+json", .reference("Problem"), &$0)
        }
    }

    private static func content(_ type: String, _ schema: Schema, _ writer: inout JSONWriter) {
        writer.key("content")
        writer.object {
            $0.key(dynamic: type)
            $0.object { $0.field("schema", schema) }
        }
    }

    private static func security(_ route: Route, _ writer: inout JSONWriter) {
        writer.beginArray()
        for scheme in route.schemes {
            writer.object {
                $0.key(dynamic: scheme)
                $0.raw("[]".utf8)
            }
        }
        writer.endArray()
    }

    private static func components(_ writer: inout JSONWriter) {
        writer.key("schemas")
        writer.object { writer in
            for (name, schema) in Schemas.named {
                writer.key(dynamic: name)
                schema.write(to: &writer)
            }
        }
        writer.key("securitySchemes")
        writer.object {
            $0.key("bearer")
            $0.raw(#"{"type":"http","scheme":"bearer","bearerFormat":"JWT"}"#.utf8)
            $0.key("cookie")
            $0.raw(#"{"type":"apiKey","in":"cookie","name":"mn_token"}"#.utf8)
        }
    }
}

extension Route {
    /// The ways to sign in that it accepts.
    fileprivate var schemes: [String] {
        switch (access, method) {
        case (.open, _): []
        case (_, .get): ["bearer", "cookie"]
        default: ["bearer"]
        }
    }
}

extension ParameterDescription: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.object {
            $0.field("name", name)
            $0.field("in", location)
            $0.field("required", isRequired)
            $0.field("description", text)
            $0.field("schema", schema)
        }
    }
}
