import HTTPTypes
import Hummingbird

extension Response {
    /// Tells the client where it stands, in the fields of draft-ietf-httpapi-ratelimit-headers-06.
    ///
    /// What is refused until later has nothing left until then, whoever refuses it: services have limits of their own, as auth has of
    /// failed logins.
    mutating func tell(_ standing: RateLimitStanding?) {
        guard let standing else { return }
        let wait = status == .tooManyRequests ? headers[.retryAfter] : nil
        headers[.rateLimitLimit] = String(standing.limit)
        headers[.rateLimitRemaining] = wait == nil ? String(standing.remaining) : "0"
        headers[.rateLimitReset] = wait ?? String(standing.reset)
    }
}
