/// A step on the way to a value: a member of an object or an element of a list.
enum PlaceKey: CodingKey {
    /// Some names are numbers too, to those who ask for them so.
    case name(String, number: Int?)
    case index(Int)

    /// Where Swift puts what a class inherits.
    static let inherited = PlaceKey.name("super", number: nil)

    init?(stringValue: String) { self = .name(stringValue, number: nil) }
    init?(intValue: Int) { self = .index(intValue) }

    var stringValue: String {
        switch self {
        case .name(let name, _): name
        case .index(let index): "Index \(index)"
        }
    }

    var intValue: Int? {
        switch self {
        case .name(_, let number): number
        case .index(let index): index
        }
    }
}
