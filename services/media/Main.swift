import Contracts
import Runtime

@main
struct Main {
    static func main() async {
        await ServiceRuntime.start(.media, MediaConfiguration.self) { runtime, configuration in
            try await Media.build(runtime, configuration)
        }
    }
}
