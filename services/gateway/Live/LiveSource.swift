import Bus
import Jobs

/// A stream that the gateway follows for its clients.
enum LiveSource: Character, CaseIterable, Sendable {
    case media = "m"
    case playlists = "p"
    case jobs = "j"
    case workers = "w"

    var stream: String {
        switch self {
        case .media: BusKeys.events(.media)
        case .playlists: BusKeys.events(.playlists)
        case .jobs: JobKeys.news
        case .workers: BusKeys.events(.workers)
        }
    }
}
