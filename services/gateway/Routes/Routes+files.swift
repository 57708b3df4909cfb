import Contracts

extension Routes {
    static let files: [Route] = [
        .own(.post, "/media", .admin, body: .file, upload) { try await ReceiveUpload(gateway: $2).answer($0, $1) },
        .own(.get, "/media/{id}/stream", .user, stream) { input, _, gateway in
            try await StreamMedia(gateway: gateway).answer(input)
        },
        .own(.get, "/media/{id}/thumbnail", .user, thumbnail) { input, _, gateway in
            try await SendThumbnail(gateway: gateway).answer(input)
        },
    ]

    private static let upload = RouteDocumentation(
        name: RegisterUpload.name, summary: "Uploads a file: the body is the file itself",
        parameters: [.query("filename", .string, "The file's name, without a folder.", isRequired: true)], body: .bytes, success: 201,
        reply: Schemas.reference(to: MediaItem.self))

    private static let stream = RouteDocumentation(
        name: "media.stream", summary: "The file itself; `Range` asks for a part",
        parameters: [.header("Range", "One range of bytes."), .header("If-Range", "An ETag or a date.")], body: nil, success: 200,
        reply: .bytes, contentType: "application/octet-stream")

    private static let thumbnail = RouteDocumentation(
        name: "media.thumbnail", summary: "A small picture, as AVIF, WebP or JPEG by `Accept`; 202 while it is being made",
        parameters: [.choice("size", ThumbnailSize.self)], body: nil, success: 200, reply: .bytes, contentType: "image/*")
}
