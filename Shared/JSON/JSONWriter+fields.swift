extension JSONWriter {
    package mutating func field(_ name: StaticString, _ value: some JSONWritable) {
        key(name)
        value.write(to: &self)
    }

    /// Leaves the field out when there is no value.
    package mutating func field(_ name: StaticString, ifPresent value: (some JSONWritable)?) {
        guard let value else { return }
        field(name, value)
    }

    /// Writes `null` when there is no value.
    package mutating func field(_ name: StaticString, orNull value: (some JSONWritable)?) {
        key(name)
        if let value { value.write(to: &self) } else { null() }
    }

    package mutating func object(_ fields: (inout JSONWriter) -> Void) {
        beginObject()
        fields(&self)
        endObject()
    }
}
