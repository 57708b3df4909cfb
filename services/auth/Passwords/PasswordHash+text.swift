/// The stored spellings of a hash: the PHC string that is written, and the imported one that is read as well.
extension PasswordHash {
    /// `$scrypt$ln=14,r=8,p=1$<salt>$<key>`, base64 without padding.
    var phcString: String {
        let cost = "ln=\(parameters.logCost),r=\(parameters.blockSize),p=\(parameters.parallelism)"
        return "$scrypt$\(cost)$\(Base64.encode(salt))$\(Base64.encode(key))"
    }

    /// Reads a PHC string or the imported `scrypt$N$r$p$<salt>$<key>`.
    ///
    /// `nil` for anything else, for parameters out of bounds, and for salts or keys of absurd lengths.
    init?(parsing text: String) {
        guard text.utf8.count <= 512 else { return nil }
        let fields = text.split(separator: "$", omittingEmptySubsequences: false)
        switch (fields.count, fields.first) {
        case (5, "") where fields[1] == "scrypt": self.init(phcFields: fields[2...])
        case (6, "scrypt"): self.init(importedFields: fields[1...])
        default: return nil
        }
    }

    private init?(phcFields fields: ArraySlice<Substring>) {
        let names = ["ln=", "r=", "p="]
        let costs = fields[fields.startIndex].split(separator: ",", omittingEmptySubsequences: false)
        guard costs.count == names.count else { return nil }
        let numbers = zip(costs, names).compactMap { cost, name in
            cost.hasPrefix(name) ? Int(cost.dropFirst(name.count)) : nil
        }
        guard numbers.count == names.count else { return nil }
        self.init(logCost: numbers[0], numbers[1], numbers[2], fields.dropFirst())
    }

    private init?(importedFields fields: ArraySlice<Substring>) {
        let numbers = fields.prefix(3).compactMap { Int($0) }
        guard numbers.count == 3, numbers[0] > 1, numbers[0].nonzeroBitCount == 1 else { return nil }
        self.init(logCost: numbers[0].trailingZeroBitCount, numbers[1], numbers[2], fields.dropFirst(3))
    }

    private init?(logCost: Int, _ blockSize: Int, _ parallelism: Int, _ saltAndKey: ArraySlice<Substring>) {
        guard let parameters = ScryptParameters(logCost: logCost, blockSize: blockSize, parallelism: parallelism),
            let salt = saltAndKey.first.flatMap(Base64.decode), (8...64).contains(salt.count),
            let key = saltAndKey.last.flatMap(Base64.decode), (16...64).contains(key.count)
        else { return nil }
        self.init(parameters: parameters, salt: salt, key: key)
    }
}
