import Contracts
import Resilience

extension RouteInput {
    /// Who signs in goes before who changes something, and that before lists and searches, which can be asked again.
    func priority(of service: ServiceName) -> RequestPriority {
        if service == .auth { return .critical }
        return isRead ? .low : .normal
    }
}
