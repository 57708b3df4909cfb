extension MetricsRegistry {
    /// The media type of `render()`.
    package static var contentType: String { PrometheusText.contentType }
}
