import Contracts
import Redis

/// A job on its way to the script that adds it, with its parent where it has one.
struct FlowMember {
    let job: NewJob
    let parent: JobID?

    /// As `JobScripts.add` wants it.
    func append(to arguments: inout [any RedisArgument]) {
        let more = further
        arguments.append(job.id.description)
        arguments.append(job.type)
        arguments.append(job.queue)
        arguments.append(job.payload)
        arguments.append(job.owner?.description ?? "")
        arguments.append(more.count)
        for (name, value) in more {
            arguments.append(name)
            arguments.append(value)
        }
    }

    private var further: [(String, String)] {
        var fields: [(String, String)] = []
        let delay = job.delayMilliseconds ?? QueueDefaults.of(job.queue).delay.wholeMilliseconds
        if delay > 0 { fields.append(("delay", "\(delay)")) }
        if let priority = job.priority, priority > 0 { fields.append(("priority", "\(min(priority, NewJob.priorities.upperBound))")) }
        let options = JobOptions(job)
        if !options.isEmpty { fields.append(("options", options.text)) }
        if let expiry = job.expiryMilliseconds { fields.append(("expiry", "\(max(0, expiry))")) }
        if let keep = job.keep { fields.append(("keep", "\(max(0, keep))")) }
        if let children = job.children, !children.isEmpty { fields.append(("children", "\(children.count)")) }
        if let parent {
            fields.append(("parent", parent.description))
            if job.mayFail == true { fields.append(("mayFail", "1")) }
        } else if let unique = job.unique {
            fields += [("unique", unique.text), ("conflict", unique.conflict.rawValue)]
            if unique.endsAtStart { fields.append(("endsAtStart", "1")) }
        }
        return fields
    }
}

extension NewJob {
    /// The job and all below it, parents first.
    var family: [FlowMember] { family(below: nil) }

    private func family(below parent: JobID?) -> [FlowMember] {
        [FlowMember(job: self, parent: parent)] + (children ?? []).flatMap { $0.family(below: id) }
    }
}
