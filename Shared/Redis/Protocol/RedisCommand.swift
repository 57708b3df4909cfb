/// A command's name and its binary-safe arguments, in one flat piece of memory.
package struct RedisCommand: Sendable {
    /// The name and the arguments together.
    package private(set) var count = 0
    // Each argument is four bytes of length, then its bytes: one allocation whatever their number.
    private(set) var storage: [UInt8] = []

    /// `capacity`: bytes to reserve for name and arguments, four more for each.
    package init(_ name: String, capacity: Int = 96) {
        storage.reserveCapacity(capacity)
        append(name)
    }

    package init(_ name: String, _ arguments: any RedisArgument...) {
        self.init(name, arguments: arguments)
    }

    package init(_ name: String, arguments: [any RedisArgument]) {
        self.init(name, capacity: 96)
        for argument in arguments { argument.append(to: &self) }
    }

    package mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    package mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count <= UInt32.max, "an argument is at most 4 GiB")
        withUnsafeBytes(of: UInt32(bytes.count)) { storage.append(contentsOf: $0) }
        storage.append(contentsOf: bytes)
        count += 1
    }

    package mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        append(UnsafeRawBufferPointer(bytes))
    }

    package mutating func append(_ number: Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = digits.count
            var magnitude = number.magnitude
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(magnitude % 10)
                magnitude /= 10
            } while magnitude > 0
            if number < 0 {
                start -= 1
                digits[start] = UInt8(ascii: "-")
            }
            append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[start...]))
        }
    }

    package mutating func append(_ number: Double) {
        // Redis reads `inf`, `-inf` and `1e+20` as Swift writes them.
        append(number.description)
    }

    package mutating func append(contentsOf texts: [String]) {
        for text in texts { append(text) }
    }
}
