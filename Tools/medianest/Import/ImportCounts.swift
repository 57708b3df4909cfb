/// What a step of a bulk load did.
struct ImportCounts: Sendable {
    let what: String
    let read: Int
    let added: Int

    var line: String {
        let known = read - added
        return "\(what): \(added) added" + (known > 0 ? ", \(known) there already" : "")
    }
}
