import Caching

/// For names that are put together.
func tag(_ text: String) -> CacheTag { CacheTag(stringLiteral: text) }
