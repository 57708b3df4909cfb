/// What the API description says of a route.
struct RouteDocumentation: Sendable {
    let name: String
    let summary: String
    let parameters: [ParameterDescription]
    let body: Schema?
    let success: Int
    /// Nil: an empty body.
    let reply: Schema?
    /// What a success looks like where it is not JSON.
    var contentType = "application/json"
}
