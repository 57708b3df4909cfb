extension JSONDocument {
    func bool(at node: Int) throws -> Bool {
        switch self[node].kind {
        case .yes: true
        case .no: false
        default: throw mismatch(Bool.self, at: node)
        }
    }

    func string(at node: Int) throws -> String {
        let found = self[node]
        switch found.kind {
        case .text, .escapedText: return text(of: found)
        default: throw unsuitable(String.self, at: node)
        }
    }

    /// Exact or refused. What has a fraction or an exponent is taken where it is whole.
    func integer<T: FixedWidthInteger>(_ type: T.Type = T.self, at node: Int) throws -> T {
        let found = self[node]
        switch found.kind {
        case .integer:
            if let value = NumberText.integer(bytes(of: found)) as T? { return value }
        case .decimal:
            if let value = NumberText.whole(bytes(of: found)) as T? { return value }
        default: throw unsuitable(type, at: node)
        }
        throw doesNotFit(type, found)
    }

    /// The nearest value; refused where that would be infinite, or zero for a number that is not.
    func real<T: BinaryFloatingPoint & LosslessStringConvertible>(_ type: T.Type = T.self, at node: Int) throws -> T {
        let found = self[node]
        guard found.kind == .integer || found.kind == .decimal else { throw unsuitable(type, at: node) }
        guard let value = NumberText.real(bytes(of: found)) as T? else { throw doesNotFit(type, found) }
        return value
    }

    /// Null has an error of its own.
    func unsuitable(_ type: Any.Type, at node: Int) -> DecodingError {
        guard isNull(node) else { return mismatch(type, at: node) }
        return .valueNotFound(type, .init(codingPath: path(to: node), debugDescription: "found null instead of \(type)"))
    }

    func mismatch(_ type: Any.Type, at node: Int) -> DecodingError {
        .typeMismatch(type, .init(codingPath: path(to: node), debugDescription: "found another type instead of \(type)"))
    }

    /// Its path is empty, as that of every text that is not right in itself.
    private func doesNotFit(_ type: Any.Type, _ node: JSONNode) -> DecodingError {
        let number = String(decoding: bytes(of: node).prefix(40), as: UTF8.self)
        return .dataCorrupted(.init(codingPath: [], debugDescription: "\(number) does not fit into \(type)"))
    }
}
