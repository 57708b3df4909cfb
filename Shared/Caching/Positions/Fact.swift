import Contracts

/// A committed fact: the outbox row of one service.
package struct Fact: Hashable, Sendable {
    package let service: ServiceName
    package let id: Int64

    package init(_ service: ServiceName, _ id: Int64) {
        self.service = service
        self.id = id
    }
}

extension Position {
    var facts: [Fact] {
        ServiceName.allCases.compactMap { service in self[service].map { Fact(service, $0) } }
    }
}
