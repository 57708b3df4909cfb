import JSON

/// One job, to its owner and to administrators.
package struct GetJob: Request {
    package typealias Reply = ShownJob
    package static let name = "workers.job.v1"
    package static let service = ServiceName.workers

    package var id: JobID

    package init(id: JobID) { self.id = id }
}

/// A job's status on its way to a client.
package struct ShownJob: Decodable, JSONWritable, Sendable {
    package var status: JobStatus

    package init(status: JobStatus) { self.status = status }

    package init(from decoder: any Decoder) throws {
        throw DecodingError.dataCorrupted(
            .init(codingPath: decoder.codingPath, debugDescription: "a job's status is passed on, not read"))
    }

    package func write(to writer: inout JSONWriter) { status.write(to: &writer) }
}
