/// What decoding or encoding came to: the value, or what API users see of an error.
enum Outcome<Value: Equatable>: Equatable {
    case value(Value)
    case failure(kind: String, path: [String])

    init(_ make: () throws -> Value) {
        do {
            self = .value(try make())
        } catch let error as DecodingError {
            switch error {
            case .keyNotFound(let key, let context): self = .failure(kind: "no \(key.stringValue)", path: Self.path(context.codingPath))
            case .typeMismatch(let type, let context): self = .failure(kind: "not \(type)", path: Self.path(context.codingPath))
            case .valueNotFound(let type, let context): self = .failure(kind: "null for \(type)", path: Self.path(context.codingPath))
            case .dataCorrupted(let context): self = .failure(kind: "corrupted", path: Self.path(context.codingPath))
            @unknown default: self = .failure(kind: "unknown", path: [])
            }
        } catch EncodingError.invalidValue(_, let context) {
            self = .failure(kind: "invalid", path: Self.path(context.codingPath))
        } catch {
            self = .failure(kind: "\(error)", path: [])
        }
    }

    static var malformed: Self { .failure(kind: "corrupted", path: []) }

    private static func path(_ keys: [any CodingKey]) -> [String] {
        keys.map { key in key.intValue.map { "\(key.stringValue)#\($0)" } ?? key.stringValue }
    }
}
