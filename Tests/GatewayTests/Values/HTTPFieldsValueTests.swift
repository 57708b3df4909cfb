import HTTPTypes
import Testing

@testable import gateway

struct HTTPFieldsValueTests {
    @Test(arguments: [[], ["a"], [""], ["a", "b"], ["a", "b", "c"]])
    func itIsWhatTheSubscriptSays(_ values: [String]) {
        var fields: HTTPFields = [.server: "x"]
        for value in values { fields.append(HTTPField(name: .eTag, value: value)) }
        #expect(fields.value(of: .eTag) == fields[.eTag])
        #expect(fields.value(of: .age) == nil)
    }
}
