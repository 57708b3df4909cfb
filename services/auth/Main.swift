import Runtime

/// The auth service: accounts, sessions and tokens.
@main struct Main {
    static func main() async {
        await ServiceRuntime.start(.auth, AuthConfiguration.self, build: Auth.build)
    }
}
