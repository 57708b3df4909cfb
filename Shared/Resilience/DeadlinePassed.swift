/// The time for something was up.
package struct DeadlinePassed: Error, CustomStringConvertible {
    package init() {}

    package var description: String { "the deadline has passed" }
}
