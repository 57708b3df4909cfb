import HTTPTypes
import Testing

@testable import gateway

struct AddressTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.0.2.1", "192.0.2.1", true),
        ("192.0.2.1", "192.0.2.2", false), ("::1", "::1", true), ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe80::1", false),
        ("0.0.0.0/0", "8.8.8.8", true), ("10.0.0.0/8", "::ffff:10.0.0.1", true), ("10.1.2.0/23", "10.1.3.4", true),
        ("10.1.2.0/23", "10.1.4.4", false), ("::/0", "8.8.8.8", true), ("10.0.0.0/8", "nonsense", false),
    ])
    func aRangeContainsItsAddresses(_ range: String, _ address: String, _ isInside: Bool) throws {
        #expect(try #require(AddressRange(range)).contains(address) == isInside)
    }

    @Test(arguments: ["", "10.0.0.0/33", "10.0.0/8", "::1/129", "localhost", "10.0.0.0/-1", "10.0.0.0/x"])
    func nonsenseIsNoRange(_ text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test func whatAClientMadeUpIsNotBelieved() throws {
        let proxies = TrustedProxies([try #require(AddressRange("10.0.0.0/8"))])
        func client(_ peer: String, _ forwarded: String) -> String? {
            ClientAddress(peer: peer, headers: [.forwardedFor: forwarded], proxies: proxies).text
        }
        #expect(client("203.0.113.5", "1.1.1.1") == "203.0.113.5")
        #expect(client("10.0.0.1", "1.1.1.1") == "1.1.1.1")
        #expect(client("10.0.0.1", "6.6.6.6, 1.1.1.1, 10.0.0.9") == "1.1.1.1")
        #expect(client("10.0.0.1", "garbage") == "10.0.0.1")
        #expect(client("10.0.0.1", "6.6.6.6, garbage") == "10.0.0.1")
        #expect(client("10.0.0.1", "6.6.6.6, garbage, 10.0.0.9") == "10.0.0.9")
        #expect(client("10.0.0.1", "6.6.6.6, 1.1.1.1/8") == "10.0.0.1")
        #expect(client("10.0.0.1", "10.0.0.8, 10.0.0.9") == "10.0.0.8")
        #expect(client("10.0.0.1", "") == "10.0.0.1")
    }

    @Test(arguments: [
        ("6.6.6.6, 1.1.1.1:4711", "1.1.1.1"), ("[2001:db8::1]:4711", "2001:db8::1"), ("[2001:db8::1]", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"), ("::ffff:1.1.1.1", "::ffff:1.1.1.1"),
    ])
    func aProxyMayAddThePort(_ forwarded: String, _ address: String) throws {
        let proxies = TrustedProxies([try #require(AddressRange("10.0.0.1"))])
        #expect(ClientAddress(peer: "10.0.0.1", headers: [.forwardedFor: forwarded], proxies: proxies).text == address)
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("0.0.0.0", "0.0.0.0"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"), ("::1", "0:0:0:0::/64"), ("fe80::1", "fe80:0:0:0::/64"),
    ])
    func aNetworkIsAnIPv4AddressOrHalfOfAnIPv6Address(_ address: String, _ network: String) throws {
        #expect(try #require(ClientNetwork(address)).description == network)
    }

    @Test func whatIsNoAddressIsNoNetwork() {
        for text in ["", "10.0.0.0/8", "localhost", "fe80::1%eth0"] { #expect(ClientNetwork(text) == nil) }
    }
}
