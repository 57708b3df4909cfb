import Glibc

/// A user of the system that a server runs as.
struct Account: Sendable, Equatable {
    let name: String
    let user: uid_t
    let group: gid_t

    /// The first of `names` that exists. Nil unless we are root: then a server runs as whoever we are.
    static func first(of names: [String]) throws(CommandError) -> Account? {
        guard geteuid() == 0 else { return nil }
        for name in names {
            if let entry = getpwnam(name) {
                return Account(name: name, user: entry.pointee.pw_uid, group: entry.pointee.pw_gid)
            }
        }
        throw .unavailable("none of the accounts \(names.joined(separator: ", ")) exists, and a server should not run as root")
    }

    /// Who we are, as the system names us.
    static var ownName: String? {
        getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) }
    }
}
