import Runtime

/// The gateway: the only public door.
@main struct Main {
    static func main() async {
        await ServiceRuntime.start(.gateway, GatewayConfiguration.self, build: Gateway.build)
    }
}
