/// Writes EXIF into a JPEG, independently of the reader under test.
enum ExifSegment {
    static func insert(
        into jpeg: [UInt8], orientation: UInt8 = 1, taken: String = "2024:05:31 18:02:11", offset: String = "+02:00"
    ) -> [UInt8] {
        let tiff = tiff(orientation, taken, offset)
        let length = tiff.count + 8
        return Array(jpeg[..<2]) + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + Array("Exif\0\0".utf8) + tiff
            + jpeg[2...]
    }

    private static func tiff(_ orientation: UInt8, _ taken: String, _ offset: String) -> [UInt8] {
        // Header 8, first directory 2 + 4 × 12 + 4 = 54, second 2 + 2 × 12 + 4 = 30; texts from 92 on.
        let make = text("Canon"), model = text("Canon EOS R6"), time = text(taken), zone = text(offset)
        let makeAt = 92, modelAt = makeAt + make.count, timeAt = modelAt + model.count, zoneAt = timeAt + time.count
        var bytes: [UInt8] = Array("MM".utf8) + [0, 42] + big(8, 4)
        bytes += big(4, 2)
        bytes += entry(0x010F, 2, make.count, big(makeAt, 4)) + entry(0x0110, 2, model.count, big(modelAt, 4))
        bytes += entry(0x0112, 3, 1, [0, orientation, 0, 0]) + entry(0x8769, 4, 1, big(62, 4)) + big(0, 4)
        bytes += big(2, 2)
        bytes += entry(0x9003, 2, time.count, big(timeAt, 4)) + entry(0x9011, 2, zone.count, big(zoneAt, 4)) + big(0, 4)
        return bytes + make + model + time + zone
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }

    private static func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: [UInt8]) -> [UInt8] {
        big(tag, 2) + big(type, 2) + big(count, 4) + value
    }

    private static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(value >> (8 * $0) & 255) }
    }
}
