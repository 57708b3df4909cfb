import Bus
import Contracts
import FoundationEssentials

extension RouteInput {
    /// The body. Throws 400 for what is no JSON, 422 naming the field for JSON of another shape.
    func json<Body: Decodable>(_ type: Body.Type) throws -> Body {
        try JSONText.check(body)
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch let error as DecodingError {
            throw Problem(decoding: error)
        }
    }
}
