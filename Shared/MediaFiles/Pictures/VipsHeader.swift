/// Asks libvips for the header of the formats that we do not read ourselves (HEIC, AVIF).
enum VipsHeader {
    static func read(_ file: OpenedFile, limits: ProcessLimits) async throws -> PictureHeader {
        let output: ProcessOutput
        do {
            output = try await LimitedProcess("vipsheader", limits: limits).run(["-a", "stdin"], input: file)
        } catch ProcessError.failed(_, _, let message) {
            throw MediaProbeError.unreadable(message)
        }
        let fields = fields(String(decoding: output.standardOutput, as: UTF8.self))
        guard let width = fields["width"].flatMap({ Int($0) }), let height = fields["height"].flatMap({ Int($0) }) else {
            throw MediaProbeError.unreadable("the picture has no size")
        }
        // libheif turns the picture upright itself, so the orientation in its EXIF must not be applied again.
        return PictureHeader(width: width, height: height, exif: exif(fields))
    }

    private static func exif(_ fields: [String: String]) -> Exif {
        let time = fields["exif-ifd2-DateTimeOriginal"] ?? fields["exif-ifd0-DateTime"]
        let offset = fields["exif-ifd2-OffsetTimeOriginal"].map(value)
        return Exif(
            takenAt: CameraTime.date(time, offset: offset),
            camera: Exif.camera(
                make: fields["exif-ifd0-Make"].map(value), model: fields["exif-ifd0-Model"].map(value)))
    }

    private static func fields(_ text: String) -> [String: String] {
        let pairs = text.split(whereSeparator: \.isNewline).compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// `Canon (Canon, ASCII, 6 components, 6 bytes)`: the value, then libexif's description.
    private static func value(_ field: String) -> String {
        guard let end = field.firstRange(of: " (")?.lowerBound else { return field }
        return String(field[..<end])
    }
}
