import Bus
import Contracts
import JSON

extension RouteInput {
    /// The body. Throws 400 for what is no JSON, 422 naming the field for JSON of another shape.
    func json<Body: Decodable>(_ type: Body.Type) throws -> Body {
        try JSONText.check(body)
        do {
            return try JSONDecoding.decode(type, from: body)
        } catch let error as DecodingError {
            throw Problem(decoding: error)
        }
    }
}
