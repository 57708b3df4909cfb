import Foundation

/// Changes to libpq's connection URLs.
enum PostgresURL {
    static func replacingDatabase(of url: String, with name: String) throws(CommandError) -> String {
        guard let colon = url.range(of: "://"), ["postgres", "postgresql"].contains(url[..<colon.lowerBound]) else {
            throw .usage("--database needs an --admin-url that begins with postgresql://")
        }
        let rest = url[colon.upperBound...]
        let query = rest.firstIndex(of: "?") ?? rest.endIndex
        let authority = rest[..<query].prefix { $0 != "/" }
        let path = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? name
        return url[..<colon.upperBound] + authority + "/" + path + rest[query...]
    }
}
