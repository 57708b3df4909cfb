/// A value whose JSON is made by its `Codable` conformance: for replies off the hot path.
package protocol CodedJSON: JSONWritable, Codable {}

extension CodedJSON {
    package func write(to writer: inout JSONWriter) {
        do {
            writer.raw(try JSONEncoding.encode(self))
        } catch {
            // Only a non-finite number or a custom `encode` that throws can end here; neither occurs in a contract.
            preconditionFailure("\(Self.self) cannot be written as JSON: \(error)")
        }
    }
}
