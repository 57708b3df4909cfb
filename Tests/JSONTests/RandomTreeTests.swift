import Foundation
import JSON
import Testing

@Suite struct RandomTreeTests {
    /// A JSON value of any shape.
    private indirect enum Tree: JSONWritable {
        case null, bool(Bool), integer(Int), text(String), list([Tree]), object([String: Tree])

        static func random(_ generator: inout some RandomNumberGenerator, depth: Int) -> Tree {
            switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &generator) {
            case 0: return .null
            case 1: return .bool(.random(using: &generator))
            case 2: return .integer(.random(in: -1_000_000...1_000_000, using: &generator))
            case 3: return .text(randomText(&generator))
            case 4: return .list((0..<Int.random(in: 0..<5, using: &generator)).map { _ in random(&generator, depth: depth - 1) })
            default:
                let pairs = (0..<Int.random(in: 0..<5, using: &generator)).map { index in
                    ("\(index)" + randomText(&generator), random(&generator, depth: depth - 1))
                }
                return .object(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
            }
        }

        func write(to writer: inout JSONWriter) {
            switch self {
            case .null: writer.null()
            case .bool(let value): writer.bool(value)
            case .integer(let value): writer.integer(value)
            case .text(let value): writer.string(value)
            case .list(let values): values.write(to: &writer)
            case .object(let fields): fields.write(to: &writer)
            }
        }

        func isSame(as read: Any?) -> Bool {
            switch self {
            case .null: read is NSNull
            case .bool(let value): read as? Bool == value
            case .integer(let value): read as? Int == value
            case .text(let value): (read as? String).map { Array($0.utf8) } == Array(value.utf8)
            case .list(let values):
                (read as? [Any]).map { $0.count == values.count && zip(values, $0).allSatisfy { $0.isSame(as: $1) } } ?? false
            case .object(let fields):
                (read as? [String: Any]).map { read in
                    read.count == fields.count && fields.allSatisfy { $0.value.isSame(as: read[$0.key]) }
                } ?? false
            }
        }
    }

    @Test func anyTreeReadsBackAsItWas() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<1_000 {
            let tree = Tree.list([.random(&generator, depth: 4)])
            let read = try JSONSerialization.jsonObject(with: Data(tree.jsonBytes()))
            #expect(tree.isSame(as: read), "\(String(decoding: tree.jsonBytes(), as: UTF8.self))")
        }
    }
}
