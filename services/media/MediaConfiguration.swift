import Runtime

/// What media reads besides the keys that all services share.
///
/// - `MEDIA_THUMBNAIL_WAIT_MS` (int, 1500): how long a request waits for a thumbnail that is still being made
struct MediaConfiguration: ServiceConfiguration {
    let thumbnailWait: Duration

    init(_ reader: ConfigurationReader) {
        thumbnailWait = reader.duration("MEDIA_THUMBNAIL_WAIT_MS", default: .milliseconds(1500), in: .zero ... .seconds(4))
    }
}
