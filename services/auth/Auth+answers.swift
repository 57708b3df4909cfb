import Bus
import Contracts

extension Auth {
    /// Everything that this service answers, added to an empty set.
    func answers(_ none: Answers) -> Answers {
        var answers = none
        answers.on(RegisterUser.self) { try await $0.answer($1, self) }
        answers.on(LogIn.self) { try await $0.answer($1, self) }
        answers.on(RefreshSession.self) { try await $0.answer($1, self) }
        answers.on(LogOut.self) { try await $0.answer($1, self) }
        answers.on(GetProfile.self) { try await $0.answer($1, self) }
        answers.on(UpdateProfile.self) { try await $0.answer($1, self) }
        answers.on(ChangePassword.self) { try await $0.answer($1, self) }
        answers.on(ListSessions.self) { try await $0.answer($1, self) }
        answers.on(EndSession.self) { try await $0.answer($1, self) }
        answers.on(ListUsers.self) { try await $0.answer($1, self) }
        answers.on(UpdateUser.self) { try await $0.answer($1, self) }
        answers.on(ListSigningKeys.self) { try await $0.answer($1, self) }
        answers.on(InspectSigningKeys.self) { try await $0.answer($1, self) }
        answers.on(RotateSigningKey.self) { try await $0.answer($1, self) }
        answers.on(RevokeSigningKey.self) { try await $0.answer($1, self) }
        answers.on(ListRevocations.self) { try await $0.answer($1, self) }
        return answers
    }
}
