extension JSONTree {
    /// With one value, name or member changed somewhere.
    func damaged(_ generator: inout some RandomNumberGenerator) -> JSONTree {
        switch self {
        case .list(var elements) where !elements.isEmpty && Int.random(in: 0..<4, using: &generator) > 0:
            let index = Int.random(in: 0..<elements.count, using: &generator)
            elements[index] = elements[index].damaged(&generator)
            return .list(elements)
        case .object(var members) where !members.isEmpty && Int.random(in: 0..<6, using: &generator) > 0:
            let index = Int.random(in: 0..<members.count, using: &generator)
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: members.remove(at: index)
            case 1: members[index].name += "x"
            case 2: members.append(Member(name: members[index].name, value: .any(&generator)))
            case 3: members.insert(Member(name: members[index].name, value: .any(&generator)), at: 0)
            case 4: members.shuffle(using: &generator)
            default: members[index].value = members[index].value.damaged(&generator)
            }
            return .object(members)
        default: return .any(&generator)
        }
    }

    static func any(_ generator: inout some RandomNumberGenerator, depth: Int = 2) -> JSONTree {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
        case 0: .null
        case 1: .bool(.random(using: &generator))
        case 2, 3, 4: .number(oddNumbers.randomElement(using: &generator) ?? "0")
        case 5: .text(randomText(&generator))
        case 6: .list((0..<Int.random(in: 0..<4, using: &generator)).map { _ in any(&generator, depth: depth - 1) })
        default:
            .object(
                ["a", "id", "super", "7"].shuffled(using: &generator).prefix(.random(in: 0...3, using: &generator)).map {
                    Member(name: $0, value: any(&generator, depth: depth - 1))
                })
        }
    }

    static let oddNumbers = [
        "0", "-0", "1", "-1", "1.0", "1.5", "1e2", "1E+2", "100e-2", "1e-2", "-0.0", "127", "128", "-128", "-129", "255", "256", "65535",
        "65536",
        "2147483648", "4294967295", "4294967296", "9007199254740991", "9007199254740992", "9007199254740993", "9007199254740993.0",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615",
        "18446744073709551616", "123456789012345678901234567890", "1e18", "1.2e19", "1e19", "1e20", "1e308", "1e309", "-1e400", "1e-400",
        "0e999",
        "0.1", "0.30000000000000004", "2.2250738585072011e-308", "5e-324", "2e-324", "0.99999999999999999999", "1.00000000000000000001",
        "179769313486231580793728971405301e276", "3.4028235e38", "3.5e38", "1e-46", "0.1e1", "10.0e-1",
    ]
}
