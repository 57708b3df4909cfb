import HTTPTypes

extension HTTPFields {
    /// The same as the subscript, made for headers that come once: that always joins the values of a name, and was a twentieth of
    /// the time of a kept answer.
    func value(of name: HTTPField.Name) -> String? {
        var value: String?
        for field in self where field.name == name {
            guard value == nil else { return self[name] }
            value = field.value
        }
        return value
    }
}
