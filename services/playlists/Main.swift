import Contracts
import Runtime

@main
struct Main {
    static func main() async {
        await ServiceRuntime.start(.playlists, PlaylistsConfiguration.self) { runtime, configuration in
            try await Playlists.build(runtime, configuration)
        }
    }
}
