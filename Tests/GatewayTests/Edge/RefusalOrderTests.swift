import Contracts
import Testing

@testable import gateway

struct RefusalOrderTests {
    private let problem = Problem.malformed("x")

    @Test func betweenRequestsItIsToldAtOnceAndOnce() {
        var order = RefusalOrder()
        order.requestBegan()
        order.requestEnded()
        order.answerBegan()
        #expect(order.answerEnded() == .nothing)
        #expect(order.failed(problem) == .refuse(problem, breaksOff: false))
        #expect(order.isOver && order.hasFailed)
        #expect(order.failed(problem) == .nothing)
    }

    @Test func answersToWhatCameBeforeGoFirst() {
        var order = RefusalOrder()
        for _ in 0..<2 {
            order.requestBegan()
            order.requestEnded()
        }
        #expect(order.failed(problem) == .nothing)
        #expect(order.hasFailed && !order.isOver)
        order.answerBegan()
        #expect(order.answerEnded() == .nothing)
        order.answerBegan()
        #expect(order.answerEnded() == .refuse(problem, breaksOff: false))
    }

    @Test func aRequestThatBreaksOffIsToldSoToWhoReadsIt() {
        var order = RefusalOrder()
        order.requestBegan()
        #expect(order.failed(problem) == .refuse(problem, breaksOff: true))
    }

    @Test func aRequestThatBreaksOffBehindAnotherWaits() {
        var order = RefusalOrder()
        order.requestBegan()
        order.requestEnded()
        order.requestBegan()
        #expect(order.failed(problem) == .nothing)
        order.answerBegan()
        #expect(order.answerEnded() == .refuse(problem, breaksOff: true))
    }

    @Test func inTheMiddleOfItsOwnAnswerNothingCanBeSaid() {
        var order = RefusalOrder()
        order.requestBegan()
        order.answerBegan()
        #expect(order.failed(problem) == .close)
        var answered = RefusalOrder()
        answered.requestBegan()
        answered.answerBegan()
        #expect(answered.answerEnded() == .nothing)
        #expect(answered.failed(problem) == .close, "the answer is out already; a second one would be taken for another request's")
    }

    @Test func anEarlyAnswerToARequestThatThenComesWholeIsForgotten() {
        var order = RefusalOrder()
        order.requestBegan()
        order.answerBegan()
        #expect(order.answerEnded() == .nothing)
        order.requestEnded()
        #expect(order.failed(problem) == .refuse(problem, breaksOff: false))
        var late = RefusalOrder()
        late.requestBegan()
        late.answerBegan()
        late.requestEnded()
        #expect(late.failed(problem) == .nothing)
        #expect(late.answerEnded() == .refuse(problem, breaksOff: false))
    }

    /// Against a model: at most one refusal, none inside an answer, and none before a request that came whole is answered.
    @Test(arguments: 0..<200) func whateverHappensAnswersStayInOrder(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        var order = RefusalOrder()
        var whole = 0, isReading = false, isAnswering = false, answersTheReadOne = false, refusals = 0
        for _ in 0..<60 where !order.isOver {
            var action = RefusalOrder.Action.nothing
            switch random.next() % 5 {
            case 0 where !order.hasFailed && !isReading:
                isReading = true
                answersTheReadOne = false
                order.requestBegan()
            case 1 where !order.hasFailed && isReading:
                isReading = false
                if !answersTheReadOne || isAnswering { whole += 1 }
                order.requestEnded()
            case 2 where !isAnswering && (whole > 0 || isReading && !answersTheReadOne):
                isAnswering = true
                if whole == 0 { answersTheReadOne = true }
                order.answerBegan()
            case 3 where isAnswering:
                isAnswering = false
                if whole > 0 { whole -= 1 }
                action = order.answerEnded()
            case 4: action = order.failed(problem)
            default: break
            }
            if case .refuse = action {
                refusals += 1
                #expect(whole == 0 && !isAnswering && !(isReading && answersTheReadOne))
            }
        }
        #expect(refusals <= 1)
    }
}

/// Small, and the same everywhere (Steele, Lea, Flood: "Fast splittable pseudorandom number generators").
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
