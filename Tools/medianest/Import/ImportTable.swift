/// One file of a bulk load: how it is called and what its columns must hold.
struct ImportTable: Sendable {
    let file: String
    /// The temporary table that it goes to first.
    let staging: String
    let columns: [ImportColumn]
}
