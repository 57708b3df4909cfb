/// A value that can be an argument of a command.
package protocol RedisArgument: Sendable {
    func append(to command: inout RedisCommand)
}

extension String: RedisArgument {
    package func append(to command: inout RedisCommand) { command.append(self) }
}

extension Substring: RedisArgument {
    package func append(to command: inout RedisCommand) { command.append(String(self)) }
}

extension Int: RedisArgument {
    package func append(to command: inout RedisCommand) { command.append(self) }
}

extension Double: RedisArgument {
    package func append(to command: inout RedisCommand) { command.append(self) }
}

extension [UInt8]: RedisArgument {
    package func append(to command: inout RedisCommand) { command.append(self) }
}
