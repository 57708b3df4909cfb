/// Everything that the gateway answers.
enum Routes {
    static let all: [Route] =
        authentication + users + catalogue + files + libraries + playlists + jobs + queues + notifications + push + following + ops
        + views + operations
}
