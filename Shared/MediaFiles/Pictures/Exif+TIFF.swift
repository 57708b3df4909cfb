import FoundationEssentials

extension Exif {
    private enum Tag {
        static let make = 0x010F, model = 0x0110, orientation = 0x0112, changed = 0x0132, details = 0x8769
        static let taken = 0x9003, digitized = 0x9004, takenOffset = 0x9011
    }

    init(_ tiff: TIFFReader) throws(FileRootError) {
        let main = try tiff.firstDirectory()
        var details: [Int: TIFFReader.Entry] = [:]
        if let offset = try tiff.number(main[Tag.details]) { details = try tiff.directory(at: offset) }
        if let orientation = try tiff.number(main[Tag.orientation]), (1...8).contains(orientation) {
            self.orientation = orientation
        }
        let time = try tiff.text(details[Tag.taken] ?? details[Tag.digitized] ?? main[Tag.changed])
        takenAt = try CameraTime.date(time, offset: tiff.text(details[Tag.takenOffset]))
        camera = Self.camera(make: try tiff.text(main[Tag.make]), model: try tiff.text(main[Tag.model]))
    }

    /// Makers like to repeat their name in the model.
    static func camera(make: String?, model: String?) -> String? {
        guard let make, let model else { return model ?? make }
        return model.lowercased().hasPrefix(make.lowercased()) ? model : make + " " + model
    }
}
