extension InvalidationChannel {
    /// As `invalidate`, without waiting for the others to be told: for changes whose facts reach them by another way as well, so that
    /// they only hear sooner. When this returns, nothing here and in the tier gives out anything older.
    package func announce(_ invalidation: Invalidation) async {
        let isTierTold = await apply(invalidation)
        // Lost, it costs the others the time until the fact itself arrives.
        client.submit([NumberedMessage.publishing(.invalidate(invalidation, isTierTold: isTierTold), on: name)]) { _ in }
    }
}
