/// One statement and the values bound to it.
///
/// `"SELECT title FROM media WHERE id = \(id)"` sends `$1` and binds `id`, so a value can never become SQL.
/// Another `SQL` value is spliced in with its own bindings, and text is pasted only as `\(unescaped: text)`.
package struct SQL: Sendable {
    /// With `$1…$n` in place of the values.
    package private(set) var text: String
    package private(set) var parameters = PostgresParameters()

    /// A statement without parameters. The text must not come from outside.
    package init(unescaped text: String) { self.text = text }
}

extension SQL {
    mutating func bind(_ value: some PostgresEncodable) {
        value.encode(into: &parameters)
        parameters.placeLast(at: text.utf8.count)
        text += "$\(parameters.count)"
    }

    mutating func reserve(_ capacity: Int) { text.reserveCapacity(capacity) }

    mutating func paste(_ literal: String) { text += literal }

    mutating func splice(_ fragment: SQL) {
        let base = parameters.count
        var placeholders: [Int] = []
        var copied = fragment.text.utf8.startIndex
        for (index, item) in fragment.parameters.items.enumerated() {
            let mark = fragment.text.utf8.index(fragment.text.utf8.startIndex, offsetBy: item.placeholder)
            text += fragment.text[copied..<mark]
            placeholders.append(text.utf8.count)
            text += "$\(base + index + 1)"
            copied = fragment.text.utf8.index(mark, offsetBy: 1 + String(index + 1).utf8.count)
        }
        text += fragment.text[copied...]
        parameters.append(fragment.parameters, placeholders: placeholders)
    }
}
