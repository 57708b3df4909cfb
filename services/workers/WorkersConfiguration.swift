import Runtime

/// What workers read besides the keys that all services share.
///
/// - `WORKERS_THUMBNAILS` (int, 5), `WORKERS_METADATA` (int, 3), `WORKERS_SCANS` (int, 2): jobs of a type at a time in one
///   process; the defaults are the performance guide's
struct WorkersConfiguration: ServiceConfiguration {
    let thumbnails: Int
    let metadata: Int
    let scans: Int

    init(_ reader: ConfigurationReader) {
        thumbnails = reader.int("WORKERS_THUMBNAILS", default: 5, in: 0...64)
        metadata = reader.int("WORKERS_METADATA", default: 3, in: 0...64)
        scans = reader.int("WORKERS_SCANS", default: 2, in: 0...16)
    }
}
