import Contracts

extension Problem {
    /// 400 for what is not JSON, 422 naming the field for JSON of the wrong shape.
    package init(decoding error: DecodingError) {
        switch error {
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            self = .malformed("The body is not valid JSON.")
        case .dataCorrupted(let context):
            self = .invalid(Self.field(context.codingPath), Self.reason(context.debugDescription))
        case .keyNotFound(let key, let context):
            self = .invalid(Self.field(context.codingPath + [key]), "is missing")
        case .typeMismatch(_, let context):
            self = .invalid(Self.field(context.codingPath), "has the wrong type")
        case .valueNotFound(_, let context):
            self = .invalid(Self.field(context.codingPath), "must not be null")
        @unknown default:
            self = .malformed("The body does not have the expected shape.")
        }
    }

    /// Our own decoders say what a value must be; the words of others are about Swift.
    private static func reason(_ description: String) -> String {
        description.hasPrefix("must ") ? description : "is not a value of those allowed"
    }

    private static func field(_ path: [any CodingKey]) -> String {
        let text = path.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        return text.isEmpty ? "body" : text
    }
}
