extension JSONDocument {
    /// Objects with more members than that are looked up in a table of names; in smaller ones a walk is faster.
    static let mostWalked = 16

    /// The value of the first member of that name: the one that counts, where a name comes more than once.
    func member(_ name: String, of object: Int) -> Int? {
        var name = name
        return name.withUTF8 { wanted in
            let behind = Int(self[object].next)
            var at = object + 1
            while at < behind {
                if isName(self[at], UnsafeRawBufferPointer(wanted)) { return at + 1 }
                at = Int(self[at + 1].next)
            }
            return nil
        }
    }

    private func isName(_ node: JSONNode, _ wanted: UnsafeRawBufferPointer) -> Bool {
        if node.kind == .escapedText { return EscapedText.read(bytes(of: node)).elementsEqual(wanted) }
        guard node.end - node.start == wanted.count else { return false }
        let start = Int(node.start)
        for index in 0..<wanted.count where text[start + index] != wanted[index] { return false }
        return true
    }

    /// All names, in the order of the text; one that comes again is there again.
    func names(of object: Int) -> [(name: String, value: Int)] {
        var names: [(name: String, value: Int)] = []
        names.reserveCapacity(self[object].count)
        var at = object + 1
        while at < self[object].next {
            names.append((text(of: self[at]), at + 1))
            at = Int(self[at + 1].next)
        }
        return names
    }

    /// The values by name; nil where walking is faster.
    func table(of object: Int) -> [String: Int]? {
        guard self[object].count > Self.mostWalked else { return nil }
        return Dictionary(names(of: object).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
