import Runtime

/// What playlists reads besides the keys that all services share.
///
/// - `PLAYLISTS_CATCH_UP_MS` (int, 2000): how long a read waits for facts that its caller has already seen
struct PlaylistsConfiguration: ServiceConfiguration {
    let catchUp: Duration

    init(_ reader: ConfigurationReader) {
        catchUp = reader.duration("PLAYLISTS_CATCH_UP_MS", default: .seconds(2), in: .zero ... .seconds(30))
    }
}
