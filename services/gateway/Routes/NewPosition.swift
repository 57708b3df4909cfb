/// The body that moves a playlist's item.
struct NewPosition: Decodable {
    let position: Int
}
