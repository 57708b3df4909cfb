/// Why a command ends early: one line for people, and a code of sysexits.h for scripts.
struct CommandError: Error, Equatable {
    let line: String
    let code: Int32

    /// What was asked for was refused, or did not work.
    static func failed(_ line: String) -> Self { Self(line: line, code: 1) }
    /// `EX_USAGE`: the command was not called as it should be.
    static func usage(_ line: String) -> Self { Self(line: line, code: 64) }
    /// `EX_DATAERR`: a file does not hold what it should.
    static func data(_ line: String) -> Self { Self(line: line, code: 65) }
    /// `EX_UNAVAILABLE`: a server or a program is not there.
    static func unavailable(_ line: String) -> Self { Self(line: line, code: 69) }
    /// `EX_CONFIG`: a setting is wrong.
    static func configuration(_ line: String) -> Self { Self(line: line, code: 78) }
}
