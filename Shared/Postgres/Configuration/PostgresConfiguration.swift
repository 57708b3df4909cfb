/// How to reach one database and how many connections to hold.
package struct PostgresConfiguration: Sendable {
    /// A libpq connection string: `postgresql://…` or `host=… dbname=…`. May hold a password, so it is never printed.
    package var url: String
    /// Connections that `PostgresDatabase.run()` keeps open.
    package var minimumConnections: Int
    /// Connections that are never exceeded.
    package var maximumConnections: Int
    /// How long a caller waits for a connection.
    package var acquireTimeout: Duration
    /// How long one attempt to connect may take.
    package var createTimeout: Duration
    /// How long a connection above the minimum may lie unused.
    package var idleTimeout: Duration
    /// A connection that lay unused for longer is asked `SELECT 1` before it is handed out.
    package var validationInterval: Duration
    /// The pause after a failed attempt to connect.
    package var createRetryInterval: Duration
    /// How often idle connections are looked at.
    package var reapInterval: Duration
    package var poolMode: PostgresPoolMode
    /// Prepared statements kept on each connection; the least recently used one goes first.
    package var maximumPreparedStatements: Int
    /// Replaces the role's own `search_path`, written as in SQL. Behind a pooler the role's own counts.
    package var searchPath: String?
    /// Shown in `pg_stat_activity`.
    package var applicationName: String?
    /// `force_generic_plan` by default: with `LIMIT $1` the custom plan always looks cheaper, so `auto` would plan
    /// the statement again on each execution. `nil` leaves the server's setting, and so does a pooler.
    package var planCacheMode: String?
    /// Statements that take longer are logged.
    package var slowQueryThreshold: Duration

    package init(
        url: String,
        minimumConnections: Int = 2,
        maximumConnections: Int = 20,
        acquireTimeout: Duration = .seconds(30),
        createTimeout: Duration = .seconds(10),
        idleTimeout: Duration = .seconds(30),
        validationInterval: Duration = .seconds(15),
        createRetryInterval: Duration = .milliseconds(200),
        reapInterval: Duration = .seconds(1),
        poolMode: PostgresPoolMode = .session,
        maximumPreparedStatements: Int = 256,
        searchPath: String? = nil,
        applicationName: String? = nil,
        planCacheMode: String? = "force_generic_plan",
        slowQueryThreshold: Duration = .milliseconds(1000)
    ) {
        self.url = url
        self.minimumConnections = minimumConnections
        self.maximumConnections = maximumConnections
        self.acquireTimeout = acquireTimeout
        self.createTimeout = createTimeout
        self.idleTimeout = idleTimeout
        self.validationInterval = validationInterval
        self.createRetryInterval = createRetryInterval
        self.reapInterval = reapInterval
        self.poolMode = poolMode
        self.maximumPreparedStatements = maximumPreparedStatements
        self.searchPath = searchPath
        self.applicationName = applicationName
        self.planCacheMode = planCacheMode
        self.slowQueryThreshold = slowQueryThreshold
    }
}
