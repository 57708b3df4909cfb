import JSON

extension MediaItem: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("id")
        id.write(to: &writer)
        writer.field("type", type.rawValue)
        writer.field("source", source.rawValue)
        writer.field("title", title)
        writer.field("description", description)
        writer.field("durationSeconds", ifPresent: durationSeconds)
        writer.field("width", ifPresent: width)
        writer.field("height", ifPresent: height)
        writer.field("artist", ifPresent: artist)
        writer.field("album", ifPresent: album)
        writer.field("year", ifPresent: year)
        writer.field("sizeBytes", sizeBytes)
        writer.field("contentType", contentType)
        writer.field("thumbnailUrl", ifPresent: thumbnailUrl)
        writer.field("streamUrl", streamUrl)
        writer.key("createdAt")
        createdAt.write(to: &writer)
        writer.key("updatedAt")
        updatedAt.write(to: &writer)
        if let playlists { writer.field("playlists", playlists) }
        writer.endObject()
    }
}
