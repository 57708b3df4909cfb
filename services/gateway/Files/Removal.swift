import Glibc

/// Removes a file; false when it is still there.
func unlinkFile(_ path: String) -> Bool { unlink(path) == 0 || errno == ENOENT }
