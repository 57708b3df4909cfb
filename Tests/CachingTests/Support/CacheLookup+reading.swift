import Caching

extension CacheLookup {
    var fresh: Value? { if case .fresh(let found) = self { found.value } else { nil } }
    var expired: Value? { if case .expired(let found) = self { found.value } else { nil } }
    var invalidated: Value? { if case .invalidated(let found) = self { found.value } else { nil } }
    var isAbsent: Bool { if case .absent = self { true } else { false } }
}
