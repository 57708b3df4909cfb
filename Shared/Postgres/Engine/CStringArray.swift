import Glibc

/// A NULL-terminated array of C strings.
final class CStringArray {
    private let strings: [UnsafeMutablePointer<CChar>?]

    init(_ strings: [String]) { self.strings = strings.map { strdup($0) } + [nil] }

    deinit { strings.forEach { free($0) } }

    func withPointers<T>(_ body: (UnsafePointer<UnsafePointer<CChar>?>) -> T) -> T {
        let pointers = strings.map { UnsafePointer($0) }
        return pointers.withUnsafeBufferPointer { pointers in
            // Never empty: the terminating NULL is part of it.
            // swift-format-ignore: NeverForceUnwrap
            body(pointers.baseAddress!)
        }
    }
}
