import Runtime

/// What playlists reads besides the keys that all services share.
///
/// - `PLAYLISTS_CATCH_UP_MS` (int, 2000): how long a read waits for facts that its caller has already seen
/// - `CHANGES_KEEP_HOURS` (168), `CHANGES_KEEP` (int, 100000): a change is deleted when it is older and has so many newer ones
struct PlaylistsConfiguration: ServiceConfiguration {
    let catchUp: Duration
    let changes: ChangeRetention

    init(_ reader: ConfigurationReader) {
        catchUp = reader.duration("PLAYLISTS_CATCH_UP_MS", default: .seconds(2), in: .zero ... .seconds(30))
        changes = ChangeRetention(reader)
    }
}
