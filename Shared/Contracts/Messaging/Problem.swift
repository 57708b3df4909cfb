import JSON

/// What went wrong, as `application/problem+json` (RFC 9457) says it. The only error that crosses the bus.
package struct Problem: Error, Codable, JSONWritable, Sendable, Equatable {
    package struct FieldError: Codable, JSONWritable, Sendable, Equatable {
        package var field: String
        package var message: String

        package init(field: String, message: String) {
            self.field = field
            self.message = message
        }

        package func write(to writer: inout JSONWriter) {
            writer.object {
                $0.field("field", field)
                $0.field("message", message)
            }
        }
    }

    /// Stable, for example `/problems/not-found`.
    package var type: String
    package var title: String
    package var status: Int
    package var detail: String?
    package var instance: String?
    package var errors: [FieldError]?
    /// Whole seconds after which trying again makes sense; sent as `Retry-After`.
    package var retryAfter: Int?

    package init(
        _ kind: String, title: String, status: Int, detail: String? = nil, errors: [FieldError]? = nil, retryAfter: Int? = nil
    ) {
        self.type = "/problems/\(kind)"
        self.title = title
        self.status = status
        self.detail = detail
        self.errors = errors
        self.retryAfter = retryAfter
    }

    private enum CodingKeys: String, CodingKey { case type, title, status, detail, instance, errors, retryAfter }

    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.field("type", type)
            $0.field("title", title)
            $0.field("status", status)
            $0.field("detail", ifPresent: detail)
            $0.field("instance", ifPresent: instance)
            $0.field("errors", ifPresent: errors)
            $0.field("retryAfter", ifPresent: retryAfter)
        }
    }
}
