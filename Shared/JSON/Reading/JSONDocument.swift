/// A JSON text and its nodes. What a value is, is only looked at when it is asked for.
///
/// A value is named by its node's index. A negative index names a value that the text does not have and that counts as null:
/// what a super decoder finds where nothing stands.
final class JSONDocument {
    /// Both live in one allocation of the document's own: arrays would be retained and released at each look.
    private let nodes: UnsafeBufferPointer<JSONNode>
    let text: UnsafeRawBufferPointer
    private var absent: [(parent: Int, key: any CodingKey)] = []
    /// Keys that were asked for as numbers too, by the node they led to: the text alone does not tell.
    private var numericKeys: [Int: Int] = [:]

    init(_ bytes: [UInt8]) throws(MalformedJSON) {
        let scanned: Result<[JSONNode], MalformedJSON> = bytes.withUnsafeBytes { bytes in
            Result { () throws(MalformedJSON) in try JSONScanner.nodes(of: bytes) }
        }
        let found = try scanned.get()
        let size = found.count * MemoryLayout<JSONNode>.stride
        let storage = UnsafeMutableRawBufferPointer.allocate(
            byteCount: size + bytes.count, alignment: MemoryLayout<JSONNode>.alignment)
        found.withUnsafeBytes { storage.copyMemory(from: $0) }
        UnsafeMutableRawBufferPointer(rebasing: storage[size...]).copyBytes(from: bytes)
        nodes = UnsafeBufferPointer(UnsafeMutableRawBufferPointer(rebasing: storage[..<size]).bindMemory(to: JSONNode.self))
        text = UnsafeRawBufferPointer(rebasing: storage[size...])
    }

    deinit { UnsafeRawPointer(nodes.baseAddress)?.deallocate() }

    subscript(_ node: Int) -> JSONNode { node < 0 ? .null : nodes[node] }

    func isNull(_ node: Int) -> Bool { self[node].kind == .null }

    /// Lasts as long as the document.
    func bytes(of node: JSONNode) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: text[node.bytes]) }

    /// Of a node of either kind of text.
    func text(of node: JSONNode) -> String {
        let bytes = bytes(of: node)
        return node.kind == .text ? String(decoding: bytes, as: UTF8.self) : String(decoding: EscapedText.read(bytes), as: UTF8.self)
    }

    func addAbsent(_ key: any CodingKey, of parent: Int) -> Int {
        absent.append((parent, key))
        return -absent.count
    }

    func note(_ number: Int, asKeyOf node: Int) { numericKeys[node] = number }

    /// The keys that lead to a value. Looked for from the top, because only errors want to know.
    func path(to node: Int) -> [any CodingKey] {
        if node < 0 {
            let place = absent[-node - 1]
            return path(to: place.parent) + [place.key]
        }
        var path: [any CodingKey] = []
        var container = 0
        while container != node {
            let (key, child) = step(from: container, towards: node)
            path.append(key)
            container = child
        }
        return path
    }

    private func step(from container: Int, towards node: Int) -> (key: PlaceKey, child: Int) {
        let isObject = nodes[container].kind == .object
        var index = 0
        var child = container + (isObject ? 2 : 1)
        while node >= nodes[child].next {
            child = Int(nodes[child].next) + (isObject ? 1 : 0)
            index += 1
        }
        guard isObject else { return (.index(index), child) }
        return (.name(text(of: nodes[child - 1]), number: numericKeys[child]), child)
    }
}
