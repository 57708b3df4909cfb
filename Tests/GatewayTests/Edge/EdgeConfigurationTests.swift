import HTTPTypes
import Runtime
import Testing

@testable import gateway

struct EdgeConfigurationTests {
    private func problems(_ environment: [String: String]) async -> String {
        do throws(ConfigurationError) {
            _ = try await GatewayConfiguration.load(environment: environment)
            return ""
        } catch {
            return error.description
        }
    }

    @Test func withoutACertificateItIsPlainHTTP() async throws {
        let configuration = try await GatewayConfiguration.load(environment: [:])
        #expect(configuration.edge.tls == nil && !configuration.hasSecureCookies && !configuration.edge.origins.allowsAny)
    }

    @Test func aCertificateMakesCookiesSecure() async throws {
        let files = try await TestCertificate()
        let environment = ["GATEWAY_TLS_CERTIFICATE_FILE": files.files.certificate, "GATEWAY_TLS_KEY_FILE": files.files.key]
        let configuration = try await GatewayConfiguration.load(environment: environment)
        #expect(configuration.hasSecureCookies)
        #expect(configuration.edge.tls?.protocols == ["h2", "http/1.1"])
        let old = try await GatewayConfiguration.load(environment: environment.merging(["GATEWAY_HTTP2": "false"]) { $1 })
        #expect(old.edge.tls?.protocols == ["http/1.1"])
    }

    @Test func halfAPairIsNone() async throws {
        let files = try await TestCertificate()
        #expect(await problems(["GATEWAY_TLS_KEY_FILE": files.files.key]).contains("needs GATEWAY_TLS_CERTIFICATE_FILE"))
        #expect(await problems(["GATEWAY_TLS_CERTIFICATE_FILE": files.files.certificate]).contains("needs GATEWAY_TLS_KEY_FILE"))
    }

    @Test func aPairThatCannotBeUsedIsTold() async throws {
        let one = try await TestCertificate(), other = try await TestCertificate()
        func problems(_ certificate: String, _ key: String) async -> String {
            await self.problems(["GATEWAY_TLS_CERTIFICATE_FILE": certificate, "GATEWAY_TLS_KEY_FILE": key])
        }
        #expect(await problems(one.files.certificate, other.files.key).contains("is not the one of the certificate"))
        #expect(await problems(one.files.key, one.files.key).contains("holds no certificates in PEM"))
        #expect(await problems(one.files.certificate, one.files.certificate).contains("holds no private key in PEM"))
        #expect(await problems("/nowhere", one.files.key).contains("/nowhere cannot be read"))
    }

    @Test func originsAreChecked() async throws {
        let configuration = try await GatewayConfiguration.load(environment: ["CORS_ORIGINS": "https://a.example, http://localhost:3000"])
        #expect(configuration.edge.origins.fields(for: "http://localhost:3000")[.accessControlAllowOrigin] != nil)
        #expect(await problems(["CORS_ORIGINS": "a.example"]).contains("CORS_ORIGINS must hold origins"))
        #expect(await problems(["CORS_ORIGINS": "*, https://a.example"]).contains("CORS_ORIGINS must be * alone"))
    }
}
