import JSON

package struct RegisterUser: Request {
    package struct Reply: CodedJSON, Sendable {
        package var user: User
        package init(user: User) { self.user = user }
    }
    package static let name = "auth.register.v1"
    package static let service = ServiceName.auth
    package static let successStatus = 201

    package var email: String
    package var password: String
    package var name: String?

    package init(email: String, password: String, name: String?) {
        self.email = email
        self.password = password
        self.name = name
    }
}

package struct LogIn: Request {
    package typealias Reply = SignedInSession
    package static let name = "auth.log-in.v1"
    package static let service = ServiceName.auth

    package var email: String
    package var password: String
    /// The client's address as the gateway sees it; set by the gateway, never by the client.
    package var address: String?
    package var userAgent: String?

    package init(email: String, password: String, address: String?, userAgent: String?) {
        self.email = email
        self.password = password
        self.address = address
        self.userAgent = userAgent
    }
}

package struct RefreshSession: Request {
    package typealias Reply = SignedInSession
    package static let name = "auth.refresh.v1"
    package static let service = ServiceName.auth

    package var refreshToken: String

    package init(refreshToken: String) { self.refreshToken = refreshToken }
}

/// Ends the caller's session.
package struct LogOut: Request {
    package typealias Reply = Nothing
    package static let name = "auth.log-out.v1"
    package static let service = ServiceName.auth
    package static let successStatus = 204

    package init() {}
}

package struct GetProfile: Request {
    package typealias Reply = User
    package static let name = "auth.profile.v1"
    package static let service = ServiceName.auth

    package init() {}
}

package struct UpdateProfile: Request {
    package typealias Reply = User
    package static let name = "auth.update-profile.v1"
    package static let service = ServiceName.auth

    package var name: String?

    package init(name: String?) { self.name = name }
}

package struct ChangePassword: Request {
    package typealias Reply = Nothing
    package static let name = "auth.change-password.v1"
    package static let service = ServiceName.auth
    package static let successStatus = 204

    package var current: String
    package var new: String

    package init(current: String, new: String) {
        self.current = current
        self.new = new
    }
}
