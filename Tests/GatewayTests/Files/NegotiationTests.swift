import Contracts
import Testing

@testable import gateway

struct NegotiationTests {
    @Test(
        arguments: [
            (nil, .jpeg), ("", .jpeg), ("*/*", .jpeg), ("image/*", .jpeg), ("image/avif,image/webp,*/*;q=0.8", .avif),
            ("image/webp,*/*;q=0.8", .webp), ("image/jpeg", .jpeg), ("image/avif;q=0, image/webp", .webp),
            ("image/*;q=0.5, image/jpeg", .jpeg), ("image/avif;q=0.5, image/webp;q=0.9", .webp), ("image/webp, image/avif", .avif),
            ("image/jpeg, image/avif;q=0.1", .jpeg), ("text/html", .jpeg), ("image/avif;q=0", .jpeg), ("IMAGE/WEBP", .webp),
            ("image/avif;q=nonsense, image/webp;q=0.1", .webp), (";;,,;q=1", .jpeg), ("image/avif;q=7", .avif),
        ] as [(String?, Contracts.ThumbnailFormat)])
    func theBestThatIsAcceptedComesFirst(_ header: String?, _ format: Contracts.ThumbnailFormat) {
        #expect(Contracts.ThumbnailFormat.preferred(by: header).first == format)
    }

    @Test func thereIsAlwaysAPictureToFallBackOn() {
        #expect(Contracts.ThumbnailFormat.preferred(by: "image/avif").last == .jpeg)
        #expect(Contracts.ThumbnailFormat.preferred(by: "text/html") == [.jpeg])
    }
}
