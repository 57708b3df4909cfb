import Testing

@testable import Postgres

@Suite struct ConnectionSettingsTests {
    private func value(_ key: String, _ configuration: PostgresConfiguration) throws -> String? {
        try ConnectionSettings(configuration).values.first { $0.key == key }?.value
    }

    @Test func putsOurOptionsBeforeThoseOfTheURL() throws {
        let configuration = PostgresConfiguration(
            url: "postgresql://host/db?options=-c%20work_mem%3D1MB", searchPath: "media, extensions")
        let options = try value("options", configuration)
        let limits = "-c jit=off -c idle_in_transaction_session_timeout=5s -c plan_cache_mode=force_generic_plan"
        let own = limits + #" -c search_path=media,\ extensions"#
        #expect(options == own + " -c work_mem=1MB")
    }

    @Test func asksForNothingBehindPgBouncer() throws {
        let configuration = PostgresConfiguration(url: "host=x", poolMode: .transaction, searchPath: "media")
        #expect(try value("options", configuration) == "")
    }

    @Test func doesNotQuoteAMalformedURL() throws {
        let error = #expect(throws: PostgresError.self) {
            try ConnectionSettings(PostgresConfiguration(url: "postgresql://user:secret@[host"))
        }
        #expect(error?.description.contains("secret") == false)
    }

    @Test func describesNoPassword() {
        let configuration = PostgresConfiguration(url: "postgresql://user:secret@host")
        #expect(!"\(configuration)".contains("secret"))
        #expect(!String(reflecting: configuration).contains("secret"))
    }

    @Test func readsTheStateFromAVerboseReport() {
        let report = """
            connection to server at "::1", port 5432 failed: FATAL:  28P01: password authentication failed for user "x"
            LOCATION:  auth_failed, auth.c:338
            """
        let error = ConnectFailure(report).error
        #expect(error.sqlState == .invalidPassword)
        #expect(error.isHopelessToRetry)
        #expect(!error.message.contains("LOCATION"))
        #expect(!ConnectFailure("FATAL:  57P03: the database system is starting up").error.isHopelessToRetry)
        #expect(ConnectFailure("connection refused: is the server running?").error.sqlState == nil)
    }
}
