/// A message has more than `MessageEncryption.longest` bytes.
package struct MessageTooLong: Error, Sendable {}
