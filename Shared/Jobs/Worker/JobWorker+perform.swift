import Contracts
import Redis

extension JobWorker {
    func perform(_ entry: StreamID, _ id: JobID, _ lease: JobLease) async {
        let context = JobContext(
            id: id, owner: lease.owner, attempt: lease.attempt, isLastAttempt: isLast(lease), client: client, logger: logger)
        let text = id.description
        let timer = timer(entry, id, lease)
        defer { timer?.cancel() }
        let started = ContinuousClock.now
        do {
            let result = try await type.handle(lease.payload, context)
            let duration = ContinuousClock.now - started
            let end = JobEnd(
                kind: .completed, entry: entry, id: text, attempt: lease.attempt, text: result, number: RunTimes.bucket(of: duration))
            if conclude(end) { metrics.completed(after: duration) }
        } catch let error as JobFailure {
            logger.notice("job failed", metadata: ["job": "\(id)", "type": "\(type.name)", "error": "\(error)"])
            conclude(JobEnd(kind: .failed, entry: entry, id: text, attempt: lease.attempt, text: "\(error)"))
        } catch let error as JobPostponed {
            logger.warning("job postponed", metadata: ["job": "\(id)", "type": "\(type.name)", "error": "\(error)"])
            let delay = max(.zero, error.delay).wholeMilliseconds
            conclude(JobEnd(kind: .postponed, entry: entry, id: text, attempt: lease.attempt, text: "\(error)", number: delay))
        } catch {
            if Task.isCancelled, isStopping.load(ordering: .relaxed) {
                conclude(JobEnd(kind: .back, entry: entry, id: text, attempt: lease.attempt))
            } else {
                retryOrFail(entry, id, lease, error)
            }
        }
    }

    /// Ends an attempt that takes too long, and cancels its handler, which keeps its slot until it returns.
    private func timer(_ entry: StreamID, _ id: JobID, _ lease: JobLease) -> Task<Void, Never>? {
        guard let limit = lease.options.timeout ?? type.policy.timeout else { return nil }
        // Unstructured: a group would wait for a handler that does not heed its cancellation.
        return Task(executorPreference: executor) {
            await pause(limit)
            guard !Task.isCancelled else { return }
            self.retryOrFail(entry, id, lease, JobTimeout(limit: limit))
            self.running.withLock { $0.handler(of: entry) }?.cancel()
        }
    }

    private func isLast(_ lease: JobLease) -> Bool { lease.failures + 1 >= lease.options.attempts ?? type.policy.attempts }

    private func retryOrFail(_ entry: StreamID, _ id: JobID, _ lease: JobLease, _ error: any Error) {
        let isLast = isLast(lease)
        var end = JobEnd(
            kind: isLast ? .failed : .retry, entry: entry, id: id.description, attempt: lease.attempt, text: "\(error)")
        if !isLast {
            let backoff = lease.options.backoff?.backoff ?? type.policy.backoff
            let delay = (error as? JobRetry)?.delay ?? backoff.delay(failures: lease.failures + 1, after: error)
            end.number = delay.wholeMilliseconds
        }
        guard conclude(end) else { return }
        logger.warning(
            "attempt failed", metadata: ["job": "\(id)", "type": "\(type.name)", "attempt": "\(lease.attempt)", "error": "\(error)"])
    }
}
