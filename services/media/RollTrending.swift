import Resilience

extension Media {
    /// Plays of older days count for less: the scores are moved to the new day by the first replica that sees it.
    func rollTrending() async {
        while !Task.isCancelled {
            do {
                try await store.rollTrending()
                try await Task.sleep(for: .seconds(600))
            } catch is CancellationError {
                return
            } catch {
                logger.warning("trending not rolled", metadata: ["error": "\(error)"])
                // Until then the order is that of yesterday.
                do { try await Task.sleep(for: .seconds(10)) } catch { return }
            }
        }
    }
}
