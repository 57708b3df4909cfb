/// How long an entry may be given out, and as what. All of it counts from the fill.
package struct Freshness: Sendable, Hashable {
    /// How long it is fresh, unless one of its tags is invalidated before. 300 s is the guide's.
    package var age: Duration
    /// How long after that it may still be given out while a newer one is fetched.
    package var staleWhileRevalidate: Duration
    /// How long after `age` it may be given out instead of an error, invalidated or not.
    package var staleIfError: Duration

    package init(age: Duration = .seconds(300), staleWhileRevalidate: Duration = .zero, staleIfError: Duration = .zero) {
        self.age = age
        self.staleWhileRevalidate = staleWhileRevalidate
        self.staleIfError = staleIfError
    }

    /// After this it is of no use to anybody.
    var longest: Duration { age + max(staleWhileRevalidate, staleIfError) }
}
