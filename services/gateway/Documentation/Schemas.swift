import Contracts

/// The shapes that the API description names, and which types have them.
enum Schemas {
    static let named: KeyValuePairs<String, Schema> = [
        "User": .object([
            "id": id, "email": .formatted("email"), "name": .string, "role": role, "status": status, "createdAt": time,
        ]),
        "Session": .object([
            "id": id, "userAgent?": .string, "address?": .string, "createdAt": time, "lastSeenAt": time, "expiresAt": time,
            "isCurrent": .boolean,
        ]),
        "SignedInSession": .object([
            "token": .string, "refreshToken": .string, "expiresIn": .integer, "user": .reference("User"),
        ]),
        "MediaItem": .object([
            "id": id, "type": type, "source": source, "title": .string, "description": .string, "durationSeconds?": .number,
            "width?": .integer, "height?": .integer, "artist?": .string, "album?": .string, "year?": .integer,
            "sizeBytes": .integer, "contentType": .string, "thumbnailUrl?": .string, "streamUrl": .string, "createdAt": time,
            "updatedAt": time, "playlists?": .list(.object(["id": id, "name": .string])),
        ]),
        "Library": .object([
            "id": id, "name": .string, "path": .string, "itemCount": .integer, "lastScanAt?": time, "scanJobId?": id,
            "createdAt": time,
        ]),
        "Playlist": .object([
            "id": id, "name": .string, "description": .string, "isPublic": .boolean, "itemCount": .integer,
            "owner": .object(["id": id, "name": .string]), "version": .integer, "createdAt": time, "updatedAt": time,
            "items?": .list(.reference("PlaylistEntry")),
        ]),
        "PlaylistEntry": .object([
            "id": id, "mediaId": id, "addedAt": time,
            "media": .object([
                "id": id, "type": type, "source": source, "title": .string, "artist?": .string, "album?": .string,
                "durationSeconds?": .number, "thumbnailUrl?": .string, "streamUrl": .string,
            ]),
        ]),
        "Job": .object([
            "id": id, "queue": .string, "type": .string, "state": .choice(JobState.allCases.map(\.rawValue)),
            "progress?": .object(["percent": .number, "message?": .string]), "attempt": .integer, "result?": .any,
            "error?": .string, "position?": .integer, "eta?": .object(["p50": time, "p95": time]), "createdAt?": time, "dueAt?": time,
            "startedAt?": time, "endedAt?": time,
        ]),
        "Queue": .object([
            "name": .string, "paused": .boolean,
            "counts": .object([
                "waiting": .integer, "active": .integer, "delayed": .integer, "completed": .integer, "failed": .integer,
            ]),
            "oldestWaitingSeconds": .number, "perMinute": .number,
        ]),
        "Change": .object([
            "position": .string, "kind": .choice(Change.Kind.allCases.map(\.rawValue)),
            "type": .choice(Change.Subject.allCases.map(\.rawValue)), "id": id, "at": time,
        ]),
        "Notification": .object([
            "id": id, "type": notificationType, "title": .string, "body": .string, "data": .object([:]), "mediaId?": id, "jobId?": id,
            "createdAt": time, "readAt?": time,
        ]),
        "NotificationPreference": .object([
            "type": notificationType, "inbox": .boolean, "push": .boolean, "email": .boolean,
        ]),
        "PushSubscription": .object([
            "id": id, "origin": .string, "userAgent?": .string, "createdAt": time, "lastSuccessAt?": time,
        ]),
        "Problem": .object([
            "type": .string, "title": .string, "status": .integer, "detail?": .string, "instance?": .string,
            "errors?": .list(.object(["field": .string, "message": .string])), "retryAfter?": .integer,
        ]),
    ]

    /// The schema of a reply or body. A type that is not listed here is described as anything.
    static func reference(to type: Any.Type) -> Schema { byType[ObjectIdentifier(type)] ?? .any }

    private static let byType: [ObjectIdentifier: Schema] = [
        ObjectIdentifier(User.self): .reference("User"),
        ObjectIdentifier(Page<User>.self): .page(.reference("User")),
        ObjectIdentifier(ItemList<Session>.self): .items(.reference("Session")),
        ObjectIdentifier(SignedInSession.self): .reference("SignedInSession"),
        ObjectIdentifier(RegisterUser.Reply.self): .object(["user": .reference("User")]),
        ObjectIdentifier(MediaItem.self): .reference("MediaItem"),
        ObjectIdentifier(Page<MediaItem>.self): .page(.reference("MediaItem")),
        ObjectIdentifier(ItemList<MediaItem>.self): .items(.reference("MediaItem")),
        ObjectIdentifier(SearchMedia.Reply.self): .object([
            "items": .list(.reference("MediaItem")), "hasMore": .boolean, "nextCursor?": .string, "suggestion?": .string,
        ]),
        ObjectIdentifier(Library.self): .reference("Library"),
        ObjectIdentifier(ItemList<Library>.self): .items(.reference("Library")),
        ObjectIdentifier(ScanLibrary.Reply.self): .object(["jobId": id]),
        ObjectIdentifier(Playlist.self): .reference("Playlist"),
        ObjectIdentifier(Page<Playlist>.self): .page(.reference("Playlist")),
        ObjectIdentifier(PlaylistEntry.self): .reference("PlaylistEntry"),
        ObjectIdentifier(Page<PlaylistEntry>.self): .page(.reference("PlaylistEntry")),
        ObjectIdentifier(ItemList<PlaylistEntry>.self): .items(.reference("PlaylistEntry")),
        ObjectIdentifier(GetJob.Reply.self): .reference("Job"),
        ObjectIdentifier(ListQueueJobs.Reply.self): .page(.reference("Job")),
        ObjectIdentifier(QueueReport.self): .reference("Queue"),
        ObjectIdentifier(ItemList<QueueReport>.self): .items(.reference("Queue")),
        ObjectIdentifier(RetryFailedJobs.Reply.self): .object(["retried": .integer]),
        ObjectIdentifier(DrainQueue.Reply.self): .object(["dropped": .integer]),
        ObjectIdentifier(ListChanges.Reply.self): .object([
            "changes": .list(.reference("Change")), "next": .string, "hasMore": .boolean,
        ]),
        ObjectIdentifier(Page<Notification>.self): .page(.reference("Notification")),
        ObjectIdentifier(ItemList<NotificationPreference>.self): .items(.reference("NotificationPreference")),
        ObjectIdentifier(UpdateNotificationPreferences.self): .items(
            .object(["type": notificationType, "inbox?": .boolean, "push?": .boolean, "email?": .boolean])),
        ObjectIdentifier(GetPushKey.Reply.self): .object(["publicKey": .string]),
        ObjectIdentifier(PushSubscription.self): .reference("PushSubscription"),
        ObjectIdentifier(ItemList<PushSubscription>.self): .items(.reference("PushSubscription")),
        ObjectIdentifier(SubscribeToPush.Subscription.self): .object([
            "endpoint": .formatted("uri"), "keys": .object(["p256dh": .string, "auth": .string]),
        ]),
        ObjectIdentifier(PurgeTags.self): .object(["tags": .list(.string)]),
        ObjectIdentifier(BreakerCommand.self): .object(["state": .choice(["open", "half-open", "closed"])]),
        ObjectIdentifier(RegisterUser.self): .object(["email": .formatted("email"), "password": .string, "name?": .string]),
        ObjectIdentifier(LogIn.self): .object(["email": .formatted("email"), "password": .string]),
        ObjectIdentifier(RefreshSession.self): .object(["refreshToken": .string]),
        ObjectIdentifier(UpdateProfile.self): .object(["name?": .string]),
        ObjectIdentifier(ChangePassword.self): .object(["current": .string, "new": .string]),
        ObjectIdentifier(UpdateUser.Changes.self): .object(["role?": role, "status?": status]),
        ObjectIdentifier(UpdateMedia.Changes.self): .object(["title?": .string, "description?": .string]),
        ObjectIdentifier(CreateLibrary.self): .object(["name": .string, "path": .string]),
        ObjectIdentifier(CreatePlaylist.self): .object(["name": .string, "description?": .string, "isPublic?": .boolean]),
        ObjectIdentifier(UpdatePlaylist.Changes.self): .object([
            "name?": .string, "description?": .string, "isPublic?": .boolean,
        ]),
        ObjectIdentifier(AddPlaylistItems.Items.self): .object(["mediaIds": .list(id), "position?": .integer]),
        ObjectIdentifier(NewPosition.self): .object(["position": .integer]),
    ]

    private static let id = Schema.formatted("uuid")
    private static let time = Schema.formatted("date-time")
    private static let role = Schema.choice(["user", "admin"])
    private static let status = Schema.choice(["active", "suspended"])
    private static let notificationType = Schema.choice(NotificationType.allCases.map(\.rawValue))
    private static let type = Schema.choice(MediaType.allCases.map(\.rawValue))
    private static let source = Schema.choice(MediaSource.allCases.map(\.rawValue))
}
