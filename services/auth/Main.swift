import Runtime

/// The auth service: accounts, sessions and tokens.
@main struct Main {
    static func main() async {
        // Before anything else in the process uses OpenSSL, as the client of Postgres does.
        _ = ScryptMemory.isLent
        await ServiceRuntime.start(.auth, AuthConfiguration.self, build: Auth.build)
    }
}
