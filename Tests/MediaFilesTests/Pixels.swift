/// A decoded picture.
struct Pixels {
    var width: Int
    var height: Int
    var data: [UInt8]

    subscript(x: Int, y: Int) -> (red: Int, green: Int, blue: Int) {
        let index = (y * width + x) * 3
        return (Int(data[index]), Int(data[index + 1]), Int(data[index + 2]))
    }

    /// The colour in the middle of a part, counted in fractions of the sides.
    func colour(_ x: Double, _ y: Double) -> String {
        let (red, green, blue) = self[Int(x * Double(width)), Int(y * Double(height))]
        switch (red > 128, green > 110, blue > 128) {
        case (true, false, false): return "red"
        case (false, true, false): return "green"
        case (false, false, true): return "blue"
        case (true, true, true): return "white"
        case (false, false, false): return "black"
        default: return "other(\(red),\(green),\(blue))"
        }
    }
}
