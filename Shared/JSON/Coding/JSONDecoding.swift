/// Decodes values from short JSON texts: the bodies of requests, events and jobs.
///
/// It takes what Foundation's decoder takes under its default strategies and refuses with the same kinds of errors at the same paths,
/// with these exceptions: the text must be JSON as RFC 8259 defines it, also where nobody reads it, so there are no trailing commas,
/// no UTF-16 and no nesting deeper than 128; names of members are the same only if their bytes are. `Data`, `Date`, `URL` and
/// `Decimal` are decoded as their own conformance says, without a form that is special to JSON.
package enum JSONDecoding {
    /// Throws `DecodingError`: with an empty path where the text is not JSON or a number does not fit.
    package static func decode<T: Decodable>(_ type: T.Type = T.self, from text: [UInt8]) throws -> T {
        let document: JSONDocument
        do {
            document = try JSONDocument(text)
        } catch {
            throw error.decodingError
        }
        // What is read lies in memory of the document's, not in a value that would keep it.
        return try withExtendedLifetime(document) { try T(from: ValueDecoder(document: document, node: 0)) }
    }
}
