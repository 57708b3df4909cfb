import HTTPTypes
import Testing

@testable import gateway

struct RouteTableTests {
    private let table = RouteTable(Routes.all)

    private func found(_ method: HTTPRequest.Method, _ path: String) -> String? {
        guard case .route(let index, _) = table.match(method, path[...]) else { return nil }
        return table.routes[index].path.description
    }

    @Test func aLiteralGoesBeforeAParameter() {
        #expect(found(.get, "/api/v1/media/search") == "/api/v1/media/search")
        #expect(found(.get, "/api/v1/media/abc") == "/api/v1/media/{id}")
        #expect(found(.get, "/api/v1/playlists/public") == "/api/v1/playlists/public")
    }

    @Test func parametersComeInOrder() {
        guard case .route(_, let values) = table.match(.delete, "/api/v1/playlists/one/items/two") else {
            Issue.record("no route")
            return
        }
        #expect(values == ["one", "two"])
    }

    @Test(arguments: ["/", "", "/api/v1", "/api/v1/media/", "/api/v1//media", "/api/v1/media/a/b/c", "/api/v2/media", "/MEDIA", "*"])
    func otherPathsAreNotFound(_ path: String) {
        guard case .none = table.match(.get, path[...]) else {
            Issue.record("\(path) has a route")
            return
        }
    }

    @Test func otherMethodsAreNamed() {
        guard case .otherMethods(let methods) = table.match(.put, "/api/v1/media/abc") else {
            Issue.record("PUT has a route")
            return
        }
        #expect(Set(methods) == [.get, .head, .patch, .delete, .options])
    }

    @Test func headIsAnsweredWhereGetIs() {
        #expect(found(.head, "/api/v1/media/abc/stream") == "/api/v1/media/{id}/stream")
        #expect(found(.head, "/api/v1/auth/login") == nil)
    }

    @Test func onlySigningInAndOperationsAreOpen() {
        let open = Routes.all.filter { $0.access == .open }.map(\.path.description)
        #expect(
            Set(open) == [
                "/api/v1/auth/register", "/api/v1/auth/login", "/api/v1/auth/refresh", "/health", "/health/live",
                "/health/ready", "/openapi.json", "/docs",
            ])
    }
}
