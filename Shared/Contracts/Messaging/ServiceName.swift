/// The five executables, as streams, schemas, roles and metrics name them.
package enum ServiceName: String, Codable, Sendable, CaseIterable, Hashable {
    case gateway, auth, media, playlists, workers
}
