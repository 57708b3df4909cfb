extension JSONWriter {
    /// A number as `Encodable` hands it over. JSON has no spelling for one that is not finite.
    mutating func finite<T: BinaryFloatingPoint & CustomStringConvertible>(_ value: T, at path: @autoclosure () -> [any CodingKey]) throws {
        guard value.isFinite else {
            throw EncodingError.invalidValue(value, .init(codingPath: path(), debugDescription: "\(value) is not finite"))
        }
        if let whole = Int64(exactly: value) { integer(whole) } else { raw(value.description.utf8) }
    }
}
