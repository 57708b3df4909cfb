import FoundationEssentials
import Testing

@testable import auth

@Suite struct KeyRingTests {
    private let start = Date(timeIntervalSince1970: 1_700_000_000)

    private func key(_ offset: TimeInterval) -> SigningKey { SigningKey(activeFrom: start.addingTimeInterval(offset)) }

    @Test func rotatesOnceTheNewestHasSignedForTheInterval() {
        #expect(KeyRing([]).isRotationDue(at: start, interval: 10))
        let ring = KeyRing([key(0)])
        #expect(!ring.isRotationDue(at: start.addingTimeInterval(9), interval: 10))
        #expect(ring.isRotationDue(at: start.addingTimeInterval(10), interval: 10))
        #expect(!KeyRing([key(0), key(60)]).isRotationDue(at: start.addingTimeInterval(61), interval: 10))
    }

    @Test func publishesKeysBeforeTheyAreUsedAndUntilTheirTokensDied() {
        let keys = [key(0), key(100), key(200)]
        func offsets(at offset: TimeInterval) -> [SigningKey] {
            KeyRing(keys).verifying(at: start.addingTimeInterval(offset), tokenLifetime: 30)
        }
        #expect(offsets(at: 50) == keys)
        #expect(offsets(at: 129) == keys)
        #expect(offsets(at: 130) == Array(keys[1...]))
        #expect(offsets(at: 231) == Array(keys[2...]))
    }

    @Test func signsEvenWhenItsOnlyKeyIsYetToCome() {
        let key = key(5)
        #expect(KeyRing([key]).signing(at: start) == key)
        #expect(KeyRing([]).signing(at: start) == nil)
    }
}
