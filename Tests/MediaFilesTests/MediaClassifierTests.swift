import Testing

@testable import MediaFiles

@Suite struct MediaClassifierTests {
    private func classify(_ path: String, _ type: SniffedType = .mp4, video: Bool = true, title: String? = nil) -> ClassifiedMedia {
        var probed = ProbedMedia()
        probed.hasVideo = video && type.category == .video
        probed.hasAudio = true
        probed.tags.title = title
        return MediaClassifier.classify(path: path, type: type, probed: probed)
    }

    @Test(arguments: [
        ("Show.Name.S01E02.1080p.mkv", MediaKind.show), ("show s1e2.mp4", .show), ("Name/Season 1/02 Pilot.mp4", .show),
        ("Name/season 03/x.mp4", .show), ("Name/Season 2/Extras/x.mp4", .show), ("Film (1999).mp4", .movie),
        ("Pass1E2something.mp4", .movie), ("Seasons of Love.mp4", .movie), ("Four Seasons/Season Finale.mp4", .movie),
        ("x.S01E02x264.mp4", .show),
    ])
    func tellsShowsFromMovies(path: String, kind: MediaKind) {
        #expect(classify(path).kind == kind)
    }

    @Test func soundIsMusicWhateverItsContainer() {
        #expect(classify("a.mp3", .mp3).kind == .music)
        let inMP4 = classify("S01E01 not a show.mp4", .mp4, video: false)
        #expect(inMP4.kind == .music)
        #expect(inMP4.contentType == "audio/mp4")
        #expect(classify("a.mkv", .matroska, video: false).contentType == "audio/x-matroska")
        #expect(classify("S01E01.jpg", .jpeg).kind == .photo)
    }

    @Test(
        arguments: [
            ("The.Matrix.1999.1080p.BluRay.x264-GROUP.mkv", "The Matrix", 1999),
            ("The Matrix (1999).mkv", "The Matrix", 1999), ("Name.1999.mp4", "Name", 1999),
            ("Blade.Runner.2049.2017.2160p.mkv", "Blade Runner 2049", 2017), ("1917.mkv", "1917", nil),
            ("1917 (2019) [1080p].mkv", "1917", 2019), ("2001 A Space Odyssey (1968).mkv", "2001 A Space Odyssey", 1968),
            ("Dr. No (1962).avi", "Dr. No", 1962), ("some_film_720p_HEVC.mp4", "some film", nil),
            ("Class of 1999 II The Substitute.mkv", "Class of 1999 II The Substitute", nil),
            ("Show.Name.S01E02.Pilot.1080p.WEB-DL.mkv", "Show Name S01E02 Pilot", nil),
            ("Name/Season 1/02 Pilot.mp4", "Name – 02 Pilot", nil), (".mp4", "mp4", nil), ("1080p.mkv", "1080p", nil),
            ("no extension at all", "no extension at all", nil),
        ] as [(String, String, Int?)])
    func cleansFilmNames(path: String, title: String, year: Int?) {
        let media = classify(path)
        #expect(media.title == title)
        #expect(media.year == year)
    }

    @Test(arguments: [
        ("03 - Song_name.mp3", "Song name"), ("03. Song.mp3", "Song"), ("12 Song.mp3", "Song"),
        ("99 Luftballons live.mp3", "Luftballons live"),
        ("1999.mp3", "1999"), ("7.mp3", "7"),
    ])
    func cleansTrackNames(path: String, title: String) {
        #expect(classify(path, .mp3).title == title)
    }

    @Test func keepsWhatPeopleCallTheirPhotos() {
        #expect(classify("2019/2019-05-01 beach 1080p.jpg", .jpeg).title == "2019-05-01 beach 1080p")
        #expect(classify("IMG_1234.JPG", .jpeg).title == "IMG 1234")
    }

    @Test func prefersTheTitleInTheTags() {
        #expect(classify("x.mp3", .mp3, title: "Real Title").title == "Real Title")
    }
}
