import Testing

@testable import medianest

@Suite struct AdviceTests {
    private func advise(_ load: ServiceLoad, p95: Double = 0.2, most: Int = 16) -> Advice {
        ServiceAdvisor(load, Targets(p95: p95, mostReplicas: most)).advice()
    }

    @Test func aServiceWhoseSlotsAreTakenIsScaledUp() {
        let advice = advise(Loads.slow(36))
        #expect(advice.action == .up && advice.replicas == 2)
        #expect(advice.metric == "bus_queue_seconds")
        #expect(advice.reason.hasPrefix("request slots are 90 % busy"))
        #expect((0.1...0.15).contains(advice.p95 ?? 0))
    }

    @Test func aLineThatGrowsGetsAsManyAsItNeeds() {
        let load = Loads.slow(100)
        #expect(ServiceAdvisor(load, Targets()).now.p95 == .infinity)
        let advice = advise(load)
        // 10 of 4 n slots at work, at most 70 % of them.
        #expect(advice.action == .up && advice.replicas == 4)
    }

    @Test func moreHashingThreadsHelpWhileThereAreCores() {
        let advice = advise(Loads.signIns(13, machine: Machine(cores: 4, busy: 1)))
        #expect(advice.action == .up && advice.replicas == 2)
        #expect(advice.metric == "auth_hashing_wait_seconds")
        #expect(advice.reason.contains("HASHING_THREADS"))
    }

    /// The same service, the same rate for each thread, and cores that are taken.
    @Test func replicasAreNoHelpWhereTheCoresAreFull() {
        let advice = advise(Loads.signIns(31, threads: 2, wait: 0.4, machine: Machine(cores: 2, busy: 1.97)))
        #expect(advice.action == .cannotHelp && advice.replicas == 1)
        #expect(advice.metric == "system_cpu_time_seconds_total")
        #expect(advice.reason.hasPrefix("the cores are full: of 2.00, auth uses 1.89 and everything else 0.08;"))
    }

    /// One thread at 80 %, and no second core that it could have.
    @Test func replicasAreNoHelpWhereOthersTakeTheCores() {
        let advice = advise(Loads.signIns(13, machine: Machine(cores: 2, busy: 1.75)))
        #expect(advice.action == .cannotHelp && advice.metric == "system_cpu_time_seconds_total")
    }

    /// Neighbours that compute all the time are no reason to call a service full that is within its target.
    @Test func aBusyNeighbourIsNoReason() {
        var load = Loads.slow(20, machine: Machine(cores: 2, busy: 2))
        load.loops.busy = 0.1
        #expect(advise(load).action == .stay)
    }

    @Test func workThatIsLongByItselfIsNotMadeShorter() {
        let advice = advise(Loads.slow(2, mean: 0.5))
        #expect(advice.action == .cannotHelp)
        #expect(advice.reason.hasPrefix("hardly anything waits"))
    }

    @Test func aPoolThatIsTakenIsNamed() {
        var load = Loads.slow(30, slots: 64)
        load.pool = InnerLine(rate: 30, service: Moments(mean: 0.06, variation: 1), serversPerReplica: 2, meanWait: 0.25)
        load.handling = Moments(mean: 0.35, variation: 0.5)
        load.handlers = Loads.histogram(around: 0.35)
        let advice = advise(load, p95: 0.3)
        #expect(advice.action == .up && advice.replicas == 2)
        #expect(advice.metric == "postgres_acquire_wait_seconds_total")
        #expect(advice.reason.contains("POSTGRES_POOL_MAX"))
    }

    @Test func fewerDoWhereNothingIsBusy() {
        let advice = advise(Loads.slow(15, replicas: 5))
        #expect(advice.action == .down && advice.replicas == 1)
        #expect(advise(Loads.slow(15)).action == .stay)
    }

    @Test func tooFewRequestsAreNoGround() {
        var load = Loads.slow(1000)
        load.requests = 39
        let advice = advise(load)
        #expect(advice.action == .tooLittle && advice.p95 == nil)
    }

    /// What callers measured counts, not what the model makes of it.
    @Test func aMeasuredP95DecidesWhetherHelpIsNeeded() {
        var load = Loads.slow(20)
        load.responses = Loads.histogram(around: 0.1)
        #expect(advise(load, p95: 0.15).action == .stay)
        load.responses = Loads.histogram(around: 1)
        #expect(advise(load, p95: 0.15).action != .stay)
    }

    /// Without new cores a forecast never gets worse with replicas, nor better with load.
    @Test func forecastsAreMonotone() {
        for rate in stride(from: 2.0, through: 38, by: 12) {
            let models = [
                ServiceModel(load: Loads.slow(rate)), ServiceModel(load: Loads.signIns(rate * 0.4, machine: Machine(cores: 8, busy: 2))),
            ]
            for model in models {
                let times = (1...8).map { model.forecast($0).p95 }
                #expect(zip(times, times.dropFirst()).allSatisfy { $0 >= $1 * 0.999 }, "\(rate): \(times)")
            }
            let (less, more) = (ServiceModel(load: Loads.slow(rate)), ServiceModel(load: Loads.slow(rate + 1)))
            #expect(less.forecast(1).p95 <= more.forecast(1).p95 * 1.001)
        }
    }
}
