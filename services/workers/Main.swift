import Contracts
import Runtime

@main
struct Main {
    static func main() async {
        await ServiceRuntime.start(.workers, WorkersConfiguration.self) { runtime, configuration in
            try await Workers.build(runtime, configuration)
        }
    }
}
