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

// The commonest kinds spelled out: across modules a generic call instantiates metadata each time, which showed as a fifth
// of the time that a page takes to write.
extension JSONWriter {
    package mutating func field(_ name: StaticString, _ value: String) {
        key(name)
        string(value)
    }

    package mutating func field(_ name: StaticString, ifPresent value: String?) {
        if let value { field(name, value) }
    }

    package mutating func field(_ name: StaticString, ifPresent value: Int?) {
        guard let value else { return }
        key(name)
        integer(value)
    }

    package mutating func field(_ name: StaticString, ifPresent value: Double?) {
        guard let value else { return }
        key(name)
        number(value)
    }

    package mutating func field(_ name: StaticString, _ value: Int64) {
        key(name)
        integer(value)
    }
}
