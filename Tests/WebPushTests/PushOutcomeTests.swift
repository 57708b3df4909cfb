import Testing

@testable import WebPush

struct PushOutcomeTests {
    @Test(arguments: [200, 201, 202, 204]) func successesAreDelivered(_ status: Int) {
        #expect(PushOutcome(status: status, retryAfter: nil) == .delivered)
    }

    @Test(arguments: [404, 410]) func aSubscriptionThatIsNoMoreIsGone(_ status: Int) {
        #expect(PushOutcome(status: status, retryAfter: nil) == .gone)
    }

    @Test(arguments: [301, 307, 400, 401, 403, 411]) func trialsThatCannotHelpAreRefused(_ status: Int) {
        #expect(PushOutcome(status: status, retryAfter: "5") == .refused("the push service answered \(status)"))
    }

    @Test(arguments: [408, 500, 502, 503, 504]) func failuresOfTheServiceAreTriedAgain(_ status: Int) {
        #expect(PushOutcome(status: status, retryAfter: nil) == .failed("the push service answered \(status)"))
    }

    @Test func tooLargeIsToldApart() {
        #expect(PushOutcome(status: 413, retryAfter: nil) == .tooLarge)
    }

    @Test(arguments: [
        ("7", Duration.seconds(7)), ("0", .seconds(1)), ("99999999999999999999", .seconds(3600)), ("", .seconds(60)), ("-1", .seconds(60)),
        ("Wed, 21 Oct 2015 07:28:00 GMT", .seconds(60)), ("1.5", .seconds(60)),
    ])
    func aServiceIsLeftAloneForAsLongAsItSays(_ text: String, _ pause: Duration) {
        #expect(PushOutcome(status: 429, retryAfter: text) == .slowDown(pause))
    }

    @Test func anOverloadedServiceMaySayForHowLong() {
        #expect(PushOutcome(status: 503, retryAfter: "7") == .slowDown(.seconds(7)))
    }
}
