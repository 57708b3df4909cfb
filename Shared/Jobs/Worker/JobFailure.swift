/// A failure that trying again cannot mend.
package struct JobFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ reason: String) { description = reason }
}
