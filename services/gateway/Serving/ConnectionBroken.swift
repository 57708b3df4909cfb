/// The client went away, or what it sends cannot be read any more.
struct ConnectionBroken: Error {
    let underlying: (any Error)?
}
