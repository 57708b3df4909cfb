import Testing

@testable import medianest

@Suite struct JobAdviceTests {
    private func advise(_ load: JobLoad, within seconds: Double = 300) -> Advice {
        JobAdvisor(load: load, targets: Targets(jobs: seconds)).advice()
    }

    @Test func aLineIsEmptiedByWhatIsLeftOver() {
        let advisor = JobAdvisor(load: Loads.jobs(1, waiting: 600), targets: Targets())
        #expect(advisor.drain(1) == 600)
        #expect(advisor.drain(2) == 200)
        let advice = advisor.advice()
        #expect(advice.action == .up && advice.replicas == 2)
        #expect(advice.reason == "job slots are 50 % busy; the line of 600 takes 10.00 min, with 2 the line of 600 takes 3.33 min")
    }

    @Test func aLineThatGrowsNeedsMore() {
        let advice = advise(Loads.jobs(5, waiting: 100))
        // Five at work on average: three workers have six slots, and empty the line in 100 s.
        #expect(advice.action == .up && advice.replicas == 3)
        #expect(advice.reason.contains("the line of 100 grows"))
    }

    @Test func jobsThatComputeNeedAnotherMachine() {
        let advice = advise(Loads.jobs(5, waiting: 100, processor: 1.6, machine: Machine(cores: 2, busy: 1.95)))
        #expect(advice.action == .cannotHelp && advice.metric == "system_cpu_time_seconds_total")
    }

    @Test func aFullMachineIsNoReasonWhereJobsOnlyWait() {
        #expect(advise(Loads.jobs(5, waiting: 100, machine: Machine(cores: 2, busy: 1.95))).action == .up)
    }

    @Test func theLineIsTakenForWhatItIs() {
        #expect(advise(Loads.jobs(1.6), within: 3).action == .up)
        #expect(advise(Loads.jobs(1), within: 3).action == .stay)
        #expect(advise(Loads.jobs(0.5, replicas: 3), within: 3).action == .down)
        #expect(advise(Loads.jobs(1, mean: 10), within: 3).action == .up)
    }

    @Test func aPausedQueueIsLeftAlone() {
        var load = Loads.jobs(5, waiting: 1000)
        load.isPaused = true
        #expect(advise(load).action == .stay)
    }

    @Test func fewJobsAreNoGround() {
        var load = Loads.jobs(1)
        load.started = 10
        #expect(advise(load).action == .tooLittle)
    }
}
