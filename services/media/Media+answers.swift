import Bus
import Contracts

extension Media {
    func answers(_ none: Answers) -> Answers {
        var answers = none
        answerCatalogue(&answers)
        answerLibraries(&answers)
        answerWorkers(&answers)
        return answers
    }

    private func answerCatalogue(_ answers: inout Answers) {
        answers.on(ListMedia.self) { try await answer($0, $1) }
        answers.on(ListMediaByID.self) { try await answer($0, $1) }
        answers.on(GetMedia.self) { try await answer($0, $1) }
        answers.on(SearchMedia.self) { try await answer($0, $1) }
        answers.on(ListTrendingMedia.self) { try await answer($0, $1) }
        answers.on(DescribeMedia.self) { try await answer($0, $1) }
        answers.on(UpdateMedia.self) { try await answer($0, $1) }
        answers.on(RemoveMedia.self) { try await answer($0, $1) }
        answers.on(RecordPlay.self) { try await answer($0, $1) }
        answers.on(RegisterUpload.self) { try await answer($0, $1) }
        answers.on(LocateMediaFile.self) { try await answer($0, $1) }
        answers.on(LocateThumbnail.self) { try await answer($0, $1) }
    }

    private func answerLibraries(_ answers: inout Answers) {
        answers.on(ListLibraries.self) { try await answer($0, $1) }
        answers.on(CreateLibrary.self) { try await answer($0, $1) }
        answers.on(ScanLibrary.self) { try await answer($0, $1) }
    }

    private func answerWorkers(_ answers: inout Answers) {
        answers.on(BeginScan.self) { try await answer($0, $1) }
        answers.on(CompareFiles.self) { try await answer($0, $1) }
        answers.on(RecordFiles.self) { try await answer($0, $1) }
        answers.on(EndWalk.self) { try await answer($0, $1) }
        answers.on(ScanProgress.self) { try await answer($0, $1) }
        answers.on(EndScan.self) { try await answer($0, $1) }
        answers.on(AbandonScan.self) { try await answer($0, $1) }
        answers.on(RecordProbe.self) { try await answer($0, $1) }
        answers.on(RecordProbeFailure.self) { try await answer($0, $1) }
        answers.on(RecordThumbnails.self) { try await answer($0, $1) }
    }
}
