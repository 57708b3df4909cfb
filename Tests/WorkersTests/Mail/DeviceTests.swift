import Contracts
import Testing

@testable import workers

@Suite struct DeviceTests {
    @Test(arguments: [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
            "Chrome on Windows"
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0",
            "Edge on Windows"
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15",
            "Safari on macOS"
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/130.0 Mobile Safari/604.1", "Chrome on iPhone"),
        ("Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0", "Firefox on Android"),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0 Safari/537.36",
            "Samsung Internet on Android"
        ),
        ("curl/8.5.0", "curl"), ("MediaNest-TV 1.2", "MediaNest-TV"), ("", "An unknown program"), ("<b>x</b>", "An unknown program"),
    ])
    func isToldInWords(userAgent: String, wanted: String) {
        #expect(Device(userAgent: userAgent, address: nil).description == wanted)
    }

    @Test(arguments: [
        ("192.0.2.77", "192.0.2.0/24"), ("::ffff:192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::1", "0:0:0::/48"),
    ])
    func liesInANetwork(address: String, wanted: String) {
        #expect(Network(address)?.description == wanted)
    }

    @Test(arguments: ["", "unknown", "192.0.2", "192.0.2.1:80", "[::1]", "1.2.3.4.5"]) func othersLieInNone(address: String) {
        #expect(Network(address) == nil)
    }

    @Test func differsByUser() {
        let device = Device(userAgent: nil, address: nil)
        #expect(device.identity(of: .make()) != device.identity(of: .make()))
    }
}
