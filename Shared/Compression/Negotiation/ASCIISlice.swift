/// A part of a header's value.
typealias ASCIISlice = Slice<UnsafeBufferPointer<UInt8>>

extension ASCIISlice {
    /// Without the optional whitespace around it, which is spaces and tabs (RFC 9110, section 5.6.3).
    var trimmed: ASCIISlice {
        var slice = self
        while let first = slice.first, first.isBlank { slice.removeFirst() }
        while let last = slice.last, last.isBlank { slice.removeLast() }
        return slice
    }

    /// Whether it is `lowercased`, in any case.
    func equals(_ lowercased: StaticString) -> Bool {
        count == lowercased.utf8CodeUnitCount && hasPrefix(lowercased)
    }

    func hasPrefix(_ lowercased: StaticString) -> Bool {
        let length = lowercased.utf8CodeUnitCount
        guard count >= length else { return false }
        for offset in 0..<length where self[startIndex + offset].lowercased != lowercased.utf8Start[offset] { return false }
        return true
    }

    func hasSuffix(_ lowercased: StaticString) -> Bool {
        suffix(lowercased.utf8CodeUnitCount).equals(lowercased)
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    fileprivate var lowercased: UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self | 0x20 : self
    }
}
