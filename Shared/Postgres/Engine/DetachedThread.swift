import Glibc

/// A thread of its own for calls that may block, which have no place on the cooperative pool or on the reactor.
enum DetachedThread {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    static func start(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        defer { pthread_attr_destroy(&attributes) }
        let argument = Unmanaged.passRetained(Body(body)).toOpaque()
        let outcome = pthread_create(
            &thread, &attributes,
            { argument in
                // The start routine owns the reference that was passed, and is never called without it.
                // swift-format-ignore: NeverForceUnwrap
                Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            }, argument)
        precondition(outcome == 0, "the process can start no more threads")
    }
}
