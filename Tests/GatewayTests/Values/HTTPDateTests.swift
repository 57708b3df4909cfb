import Testing

@testable import gateway

struct HTTPDateTests {
    @Test(arguments: [(0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT")] as [(Int64, String)])
    func isWrittenAsTheStandardSays(_ seconds: Int64, _ text: String) {
        #expect(HTTPDate.text(seconds) == text)
    }
}
