import COpenSSL
import Glibc

/// The 16 MiB that OpenSSL takes from malloc for each derivation: kept while there is work, returned afterwards.
///
/// By itself malloc would do one or the other for ever. Mapping them afresh each time costs a fifth of the throughput,
/// and keeping them costs 16 MiB for each thread.
enum ScryptMemory {
    /// The largest block that malloc may be told to keep in an arena instead of mapping it.
    private static let largestKept: Int32 = 32 << 20

    /// Lets malloc keep a derivation's block on the thread's arena.
    static func keep() {
        mallopt(M_MMAP_THRESHOLD, largestKept)
        mallopt(M_TRIM_THRESHOLD, 2 * largestKept)
    }

    /// Gives what the calling thread's arena and the others hold unused back to the system.
    static func giveBack() {
        // `malloc_trim` leaves the end of every arena but the first alone. Freeing a block that is large enough to be merged
        // makes malloc look at the end of the calling thread's arena, and shrink it if it is over the threshold.
        mallopt(M_TRIM_THRESHOLD, 256 << 10)
        // Opaque to the optimiser, which may remove a plain pair of malloc and free.
        let block = CRYPTO_malloc(128 << 10, "", 0)
        CRYPTO_free(block, "", 0)
        malloc_trim(0)
        mallopt(M_TRIM_THRESHOLD, 2 * largestKept)
    }
}
