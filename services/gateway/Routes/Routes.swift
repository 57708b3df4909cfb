/// Everything that the gateway answers.
enum Routes {
    static let all: [Route] =
        authentication + users + catalogue + files + libraries + playlists + jobs + notifications + push + following + ops + operations
}
