/// The one piece of JSON that reports and log lines need: a quoted string.
enum JSONText {
    static func append(_ value: some StringProtocol, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case _ where ControlCharacter.isOne(scalar): text += ControlCharacter.escape(scalar)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
