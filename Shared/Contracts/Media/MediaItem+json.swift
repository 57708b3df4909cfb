import JSON

extension MediaItem: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", id)
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
        writer.field("createdAt", createdAt)
        writer.field("updatedAt", updatedAt)
        writer.field("playlists", ifPresent: playlists)
        writer.endObject()
    }
}
