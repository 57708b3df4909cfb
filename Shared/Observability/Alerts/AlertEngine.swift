/// Follows every alert from figure to figure. A value: figures and time are passed in, and what it returns is what has changed.
///
/// An alert fires once its figure has been bad for the rule's patience without a break, and is resolved once the figure has been well on
/// the good side for the rule's recovery without a break. So it changes no faster than these two, whatever the figure does.
package struct AlertEngine: Sendable {
    package typealias Moment = TrackedAlert.Moment

    /// How long a resolved alert is still shown.
    static let memory: Moment = 15 * 60_000
    /// After a longer pause nothing is known of the time between: patience and recovery begin anew.
    static let longestPause: Moment = 30_000
    /// What is more than so many is not followed: nobody could read it either.
    static let mostAlerts = 1_000

    package let rules: [AlertRule]
    private let rulesByMeasure: [Measure: [AlertRule]]
    private var followed: [AlertKey: TrackedAlert]
    private var judgedAt: Moment?

    /// - Parameters:
    ///   - alerts: what another has followed until `judgedAt`; those of rules that are not there any more are dropped.
    package init(rules: [AlertRule], alerts: [TrackedAlert] = [], judgedAt: Moment? = nil) {
        self.rules = rules
        rulesByMeasure = Dictionary(grouping: rules, by: \.measure)
        let known = Set(rules.map { RuleID($0.name, $0.severity) })
        let kept = alerts.filter { known.contains(RuleID($0.key.name, $0.key.severity)) }
        followed = Dictionary(kept.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
        self.judgedAt = judgedAt
    }

    /// All that are pending, firing, or were a while ago: the newest of each state first, firing before pending before resolved.
    package var alerts: [TrackedAlert] {
        followed.values.sorted { left, right in
            if left.state != right.state { return left.state.rank < right.state.rank }
            return (right.since, left.key.text) < (left.since, right.key.text)
        }
    }

    /// - Returns: the alerts that began to fire or were resolved just now.
    package mutating func judge(_ figures: [ObservedFigure], at now: Moment) -> [TrackedAlert] {
        if let judgedAt, now - judgedAt > Self.longestPause { forgetProgress(now) }
        judgedAt = now
        var seen: [AlertKey: Sight] = [:]
        for figure in figures {
            for rule in rulesByMeasure[figure.measurement.measure] ?? [] {
                let sight = Sight(rule: rule, value: figure.measurement.value, judgement: rule.judge(figure.measurement))
                let key = figure.key(of: rule)
                if let known = seen[key], !sight.isWorse(than: known) { continue }
                seen[key] = sight
            }
        }
        var changes = seen.compactMap { key, sight in step(key, sight, now) }
        changes += followed.keys.filter { seen[$0] == nil }.compactMap { key in step(key, nil, now) }
        return changes
    }

    private mutating func step(_ key: AlertKey, _ sight: Sight?, _ now: Moment) -> TrackedAlert? {
        let judgement = sight?.judgement ?? .good
        guard var alert = followed[key], alert.state != .resolved || judgement != .bad else {
            return judgement == .bad ? sight.flatMap { begin(key, $0, now) } : nil
        }
        if let sight { alert.value = sight.value }
        let rule = sight?.rule ?? rules.first { $0.name == key.name && $0.severity == key.severity }
        let before = alert.state
        let stays = alert.advance(judgement, rule, now)
        followed[key] = stays ? alert : nil
        return stays && alert.state != before ? alert : nil
    }

    private mutating func begin(_ key: AlertKey, _ sight: Sight, _ now: Moment) -> TrackedAlert? {
        guard followed[key] != nil || followed.count < Self.mostAlerts else { return nil }
        let isTold = sight.rule.patience == .zero
        let alert = TrackedAlert(key: key, state: isTold ? .firing : .pending, since: now, began: now, value: sight.value)
        followed[key] = alert
        return isTold ? alert : nil
    }

    private mutating func forgetProgress(_ now: Moment) {
        for (key, alert) in followed {
            if alert.state == .pending { followed[key]?.since = now }
            followed[key]?.recoveringSince = nil
        }
    }
}

private struct RuleID: Hashable {
    let name: String
    let severity: AlertRule.Severity

    init(_ name: String, _ severity: AlertRule.Severity) { (self.name, self.severity) = (name, severity) }
}

/// What one look at a figure has shown.
private struct Sight {
    let rule: AlertRule
    let value: Double
    let judgement: AlertRule.Judgement

    func isWorse(than other: Sight) -> Bool {
        judgement == other.judgement ? rule.isWorse(value, than: other.value) : judgement.rank > other.judgement.rank
    }
}

extension AlertRule.Judgement {
    fileprivate var rank: Int {
        switch self {
        case .good: 0
        case .near: 1
        case .bad: 2
        }
    }
}

extension TrackedAlert {
    /// False once there is nothing more to say about it.
    fileprivate mutating func advance(_ judgement: AlertRule.Judgement, _ rule: AlertRule?, _ now: Moment) -> Bool {
        switch state {
        case .pending:
            guard judgement == .bad, let rule else { return false }
            if now - since >= rule.patience.milliseconds { (state, since) = (.firing, now) }
        case .firing:
            guard judgement == .good else {
                recoveringSince = nil
                return true
            }
            let recovering = recoveringSince ?? now
            recoveringSince = recovering
            if now - recovering >= (rule?.recovery ?? .zero).milliseconds { (state, since, recoveringSince) = (.resolved, now, nil) }
        case .resolved: return now - since < AlertEngine.memory
        }
        return true
    }
}

extension TrackedAlert.State {
    fileprivate var rank: Int {
        switch self {
        case .firing: 0
        case .pending: 1
        case .resolved: 2
        }
    }
}

extension AlertKey {
    fileprivate var text: String { [name, severity.rawValue, service ?? "", instance ?? "", subject ?? ""].joined(separator: " ") }
}

extension Duration {
    fileprivate var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
