/// The family of MP4: one box structure, told apart by brands.
enum ISOBaseMedia {
    static func type(of head: Head) -> SniffedType? {
        guard head.has("ftyp", at: 4) else { return oldQuickTime(head) }
        let major = head.fourCC(at: 8)
        if let type = type(ofBrand: major) { return type }
        return compatibleBrands(head).lazy.compactMap(pictureType).first ?? .mp4
    }

    private static func type(ofBrand brand: String) -> SniffedType? {
        switch brand {
        case "M4A ", "M4B ", "M4P ", "F4A ": .m4a
        case "M4V ", "M4VH", "M4VP": .m4v
        case "qt  ": .quickTime
        case "isom", "iso2", "mp41", "mp42", "avc1", "dash": .mp4
        default: brand.hasPrefix("3g") ? .threeGPP : pictureType(brand)
        }
    }

    /// `mif1` and `msf1` say only "pictures"; which ones stands in the compatible brands.
    private static func pictureType(_ brand: String) -> SniffedType? {
        switch brand {
        case "avif", "avis": .avif
        case "heic", "heix", "heim", "heis", "hevc", "hevx": .heic
        default: nil
        }
    }

    private static func compatibleBrands(_ head: Head) -> [String] {
        let end = min(head.bigEndian32(at: 0), head.count)
        return stride(from: 16, to: max(16, end - 3), by: 4).map(head.fourCC)
    }

    /// Files from before `ftyp` existed begin with one of these.
    private static func oldQuickTime(_ head: Head) -> SniffedType? {
        guard head.count >= 16, head.bigEndian32(at: 0) >= 8 || head.bigEndian32(at: 0) == 1 else { return nil }
        return ["moov", "mdat", "wide"].contains(head.fourCC(at: 4)) ? .quickTime : nil
    }
}
