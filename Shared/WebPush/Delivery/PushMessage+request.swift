import NIOHTTP1

extension PushMessage {
    /// The head of the request that carries it (RFC 8030, section 5).
    func head(for endpoint: PushEndpoint, authorization: String, length: Int) -> HTTPRequestHead {
        var headers: HTTPHeaders = [
            "Host": endpoint.authority, "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
            "Content-Length": "\(length)", "TTL": "\(max(0, timeToLive.components.seconds))", "Urgency": urgency.rawValue,
            "Authorization": authorization, "Connection": "close",
        ]
        if let topic { headers.add(name: "Topic", value: topic) }
        return HTTPRequestHead(version: .http1_1, method: .POST, uri: endpoint.target, headers: headers)
    }
}
