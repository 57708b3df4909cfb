extension HashingThreads {
    /// Lasts until the task is cancelled, then closes.
    func closeWhenCancelled() async {
        let (endless, _) = AsyncStream.makeStream(of: Never.self)
        for await _ in endless {}
        close()
    }
}
