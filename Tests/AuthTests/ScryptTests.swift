import Testing

@testable import auth

@Suite struct ScryptTests {
    /// RFC 7914, section 12; the fourth vector takes a gigabyte.
    @Test(arguments: [
        (
            "", "", 4, 1, 1,
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
        ),
        (
            "password", "NaCl", 10, 8, 16,
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        ),
        (
            "pleaseletmein", "SodiumChloride", 14, 8, 1,
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        ),
    ])
    func derivesWhatTheRFCSays(
        password: String, salt: String, logCost: Int, blockSize: Int, parallelism: Int, expected: String
    ) throws {
        let parameters = try #require(
            ScryptParameters(logCost: logCost, blockSize: blockSize, parallelism: parallelism))
        let key = try parameters.derive(password: Array(password.utf8), salt: Array(salt.utf8), length: 64)
        #expect(key.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == expected)
    }

    @Test(arguments: [
        (0, 8, 1), (21, 8, 1), (14, 0, 1), (14, 8, 0), (14, 8, 33), (20, 8, 1), (17, 32, 1), (-1, 8, 1), (14, .max, .max),
    ])
    func refusesParametersThatWouldOccupyAThread(logCost: Int, blockSize: Int, parallelism: Int) {
        #expect(ScryptParameters(logCost: logCost, blockSize: blockSize, parallelism: parallelism) == nil)
    }
}
