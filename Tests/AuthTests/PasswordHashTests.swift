import Testing

@testable import auth

@Suite struct PasswordHashTests {
    static let imported = "scrypt$16384$8$1$6czONZClTtozOfOgow8XHA==$3aorgtLBrhSRGyznSO97AJnDN3Xf3vGIXqURTdD5y9E="

    @Test func readsBackWhatItWrites() throws {
        let hash = try PasswordHash(hashing: "a fine long password")
        #expect(hash.phcString.hasPrefix("$scrypt$ln=14,r=8,p=1$"))
        #expect(PasswordHash(parsing: hash.phcString) == hash)
        #expect(hash.isCurrent)
        #expect(try hash.matches("a fine long password"))
        #expect(try !hash.matches("a fine long passwore"))
    }

    @Test func saltsEveryHash() throws {
        #expect(try PasswordHash(hashing: "same password") != PasswordHash(hashing: "same password"))
    }

    @Test func acceptsImportedHashes() throws {
        let hash = try #require(PasswordHash(parsing: Self.imported))
        #expect(try hash.matches("testpassword123"))
        #expect(try !hash.matches("testpassword124"))
    }

    @Test(arguments: [
        "", "$", "$scrypt$", "plaintext", "$2b$10$abcdefghijklmnopqrstuv",
        "$scrypt$ln=30,r=8,p=1$c29tZXNhbHRzb21lc2E$c29tZXNhbHRzb21lc2Fzb21lc2FsdHNvbWVzYQ",
        "$scrypt$ln=14,r=8$c29tZXNhbHRzb21lc2E$c29tZXNhbHRzb21lc2Fzb21lc2FsdHNvbWVzYQ",
        "$scrypt$r=8,ln=14,p=1$c29tZXNhbHRzb21lc2E$c29tZXNhbHRzb21lc2Fzb21lc2FsdHNvbWVzYQ",
        "$scrypt$ln=14,r=8,p=1$c29tZXNhbHRzb21lc2E$",
        "$scrypt$ln=14,r=8,p=1$c2E$c29tZXNhbHRzb21lc2Fzb21lc2FsdHNvbWVzYQ",
        "$scrypt$ln=14,r=8,p=1$c29tZXNhbHRzb21lc2E$not*base64*at*all",
        "scrypt$16383$8$1$6czONZClTtozOfOgow8XHA==$3aorgtLBrhSRGyznSO97AJnDN3Xf3vGIXqURTdD5y9E=",
        "scrypt$1073741824$8$1$6czONZClTtozOfOgow8XHA==$3aorgtLBrhSRGyznSO97AJnDN3Xf3vGIXqURTdD5y9E=",
        "scrypt$-16384$8$1$6czONZClTtozOfOgow8XHA==$3aorgtLBrhSRGyznSO97AJnDN3Xf3vGIXqURTdD5y9E=",
    ])
    func refusesWhatIsNoHash(text: String) {
        #expect(PasswordHash(parsing: text) == nil)
    }

    @Test func comparesWholeKeys() {
        #expect([UInt8]([1, 2, 3]).equalsInConstantTime([1, 2, 3]))
        #expect(![UInt8]([1, 2, 3]).equalsInConstantTime([1, 2, 4]))
        #expect(![UInt8]([1, 2, 3]).equalsInConstantTime([1, 2]))
    }
}
