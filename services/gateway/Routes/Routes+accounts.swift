import Contracts

extension Routes {
    static let authentication: [Route] = [
        .post("/auth/register", .open, "Opens an account; the first one is the administrator's", passing: RegisterUser.self),
        .post("/auth/login", .open, "Signs in", LogIn.self) { input, body in
            LogIn(email: body.email, password: body.password, address: input.client.text, userAgent: input.userAgent)
        }.session(.begins),
        .post("/auth/refresh", .open, "Exchanges a refresh token", passing: RefreshSession.self).session(.begins),
        .post("/auth/logout", .user, "Signs out") { _ in LogOut() }.session(.ends),
    ]

    static let users: [Route] = [
        .get("/users/me", .user, "The caller") { _ in GetProfile() }.keptForCaller { [.profile(try $0.user)] },
        .get("/users/profile", .user, "The caller") { _ in GetProfile() }.keptForCaller { [.profile(try $0.user)] },
        .patch("/users/me", .user, "Renames the caller", passing: UpdateProfile.self)
            .changing { [.user(try $0.user), .anyPlaylist] },
        .put("/users/me/password", .user, "Changes the password and ends all other sessions", passing: ChangePassword.self),
        .get("/users/me/sessions", .user, "Where the caller is signed in") { _ in ListSessions() },
        .delete("/users/me/sessions/{id}", .user, "Ends a session") { EndSession(id: try $0.id()) },
        .get("/users", .admin, "All users", [.limit, .cursor]) { ListUsers(limit: try $0.limit(), cursor: try $0.cursor()) },
        .patch("/users/{id}", .admin, "Changes a user's role or status", UpdateUser.Changes.self) {
            UpdateUser(id: try $0.id(), changes: $1)
        }.changing { [.user(try $0.id()), .anyPlaylist] },
    ]
}
