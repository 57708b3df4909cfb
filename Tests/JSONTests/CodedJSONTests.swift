import JSON
import Testing

@Suite struct CodedJSONTests {
    private struct Point: CodedJSON, Equatable {
        var path: String
    }

    @Test func takesItsPlaceAmongOtherValues() {
        var writer = JSONWriter()
        writer.object {
            $0.field("a", Point(path: "/x/y"))
            $0.field("b", 1)
        }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":{"path":"/x/y"},"b":1}"#)
    }
}
