import Foundation

/// The folder of a deployment's secrets. What is right in it stays as it is.
struct SecretFolder: Sendable {
    static let passwordsName = "passwords.json"

    let path: String
    let servers: DeploymentServers
    /// Who reads what in the containers. Nil leaves every file to whoever writes it.
    let readers: Readers?
    /// The services' passwords are made anew.
    var isRenewing = false

    struct Readers: Sendable {
        var services: Account
        var stores: Account
    }

    /// Makes what is missing and returns the names of what was written.
    /// - Throws: also when files are there without the passwords that they were made from: new ones would fit to none of them.
    func fill() throws(CommandError) -> [String] {
        try servers.check()
        try DataFolder.make(path, mode: 0o700)
        var written: [String] = []
        let passwords = try passwords(&written)
        for file in SecretFile.all(passwords, servers) where try needsWriting(file) {
            try PrivateFile.write(file.text + (file.text.hasSuffix("\n") ? "" : "\n"), to: whole(file.name), owner: owner(file))
            written.append(file.name)
        }
        return written
    }

    private func passwords(_ written: inout [String]) throws(CommandError) -> DeploymentPasswords {
        let known = try PrivateFile.read(DeploymentPasswords.self, from: whole(Self.passwordsName))
        if known == nil { try refuseOrphans() }
        var passwords = (isRenewing ? known?.renewing() : known) ?? DeploymentPasswords()
        passwords.addMissing()
        if passwords != known {
            try PrivateFile.write(json: passwords, to: whole(Self.passwordsName))
            written.append(Self.passwordsName)
        }
        return passwords
    }

    private func refuseOrphans() throws(CommandError) {
        var passwords = DeploymentPasswords()
        passwords.addMissing()
        let names = SecretFile.all(passwords, servers).map(\.name)
        guard let orphan = names.first(where: { FileManager.default.fileExists(atPath: whole($0)) }) else { return }
        throw .configuration(
            "\(path) holds \(orphan), and not the \(Self.passwordsName) that it was made from; put that back, or remove all of it")
    }

    private func needsWriting(_ file: SecretFile) throws(CommandError) -> Bool {
        var status = stat()
        guard lstat(whole(file.name), &status) == 0 else { return true }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .configuration("\(whole(file.name)) is not a file; was the system started before it had secrets? Remove it")
        }
        guard file.isDerived || isRenewing && file.name != SecretFile.administratorURLName else { return false }
        let text = try? String(contentsOfFile: whole(file.name), encoding: .utf8)
        return text?.trimmingCharacters(in: .newlines) != file.text.trimmingCharacters(in: .newlines)
    }

    private func owner(_ file: SecretFile) -> Account? {
        switch file.reader {
        case .services: readers?.services
        case .stores: readers?.stores
        }
    }

    private func whole(_ name: String) -> String { "\(path)/\(name)" }
}
