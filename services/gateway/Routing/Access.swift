/// Who may use a route.
enum Access: Sendable {
    case open, user, admin
}
