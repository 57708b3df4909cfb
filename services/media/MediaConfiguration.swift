import Runtime

/// What media reads besides the keys that all services share.
///
/// - `MEDIA_THUMBNAIL_WAIT_MS` (int, 1500): how long a request waits for a thumbnail that is still being made
/// - `MEDIA_CACHE_ENTRIES` (int, 1000): of how many files, and of how many thumbnails, this replica remembers where they lie; 0: of none
struct MediaConfiguration: ServiceConfiguration {
    let thumbnailWait: Duration
    let cacheEntries: Int

    init(_ reader: ConfigurationReader) {
        thumbnailWait = reader.duration("MEDIA_THUMBNAIL_WAIT_MS", default: .milliseconds(1500), in: .zero ... .seconds(4))
        cacheEntries = reader.int("MEDIA_CACHE_ENTRIES", default: 1_000, in: 0...1_000_000)
    }
}
