/// How many failed logins are too many.
struct LoginLimits: Sendable {
    var perAccount = 10
    var perAddress = 50
    var window: Duration = .seconds(15 * 60)
}
