/// The values that a path gave to its pattern's parameters.
struct PathParameters: Sendable {
    let names: [String]
    let values: [Substring]

    /// The route table gives a value for each name; another name is a mistake in the route.
    subscript(name: String) -> Substring {
        guard let index = names.firstIndex(of: name) else { preconditionFailure("the path has no {\(name)}") }
        return values[index]
    }
}
