import Testing

@testable import workers

struct PushBreakersTests {
    @Test func eachServiceHasItsOwn() {
        let breakers = PushBreakers()
        #expect(breakers.breaker(of: "https://a") === breakers.breaker(of: "https://a"))
        #expect(breakers.breaker(of: "https://a") !== breakers.breaker(of: "https://b"))
    }

    @Test func thoseUsedLastAreRemembered() {
        let breakers = PushBreakers(most: 3)
        let first = breakers.breaker(of: "https://0")
        for number in 1..<10 {
            _ = breakers.breaker(of: "https://\(number)")
            #expect(breakers.breaker(of: "https://0") === first)
        }
        let second = breakers.breaker(of: "https://1")
        for number in 2..<5 { _ = breakers.breaker(of: "https://\(number)") }
        #expect(breakers.breaker(of: "https://1") !== second)
    }
}
