import Contracts
import Testing

@testable import gateway

struct QueryTests {
    @Test(arguments: [
        ("q=a", "a"), ("q=a+b", "a b"), ("q=a%20b", "a b"), ("q=%F0%9F%8E%AC", "🎬"), ("q", ""), ("q=", ""), ("q=a=b", "a=b"),
        ("x=1&q=2&q=3", "2"), ("&&q=1&", "1"), ("%71=1", "1"), ("q=%2B", "+"),
    ])
    func valuesAreDecoded(_ text: String, _ value: String) throws {
        #expect(try Query(text[...])["q"] == value)
    }

    @Test(arguments: ["q=%", "q=%f", "q=%zz", "q=%ff%fe", "q=%c3%28", "q=a%00b", "%=1", "q=%C0%80"])
    func whatIsNoTextIsMalformed(_ text: String) {
        #expect { try Query(text[...]) } throws: { ($0 as? Problem)?.status == 400 }
    }
}
