import Mustache

/// The words of our mails. In HTML what is filled in is escaped; in text it stands as it is.
struct MailTemplates: Sendable {
    private let library: MustacheLibrary

    struct Missing: Error {
        let name: String
    }

    /// Fails only for templates that were built in broken.
    init() throws {
        var library = MustacheLibrary()
        for (name, contents) in Self.sources { try library.register(String(decoding: contents, as: UTF8.self), named: name) }
        self.library = library
    }

    /// - Throws: `Missing` for a letter without templates.
    func render(_ letter: Letter) throws(Missing) -> (text: String, html: String) {
        guard let text = library.render(letter.values, withTemplate: "\(letter.name).txt"),
            let html = library.render(letter.values, withTemplate: "\(letter.name).html")
        else { throw Missing(name: letter.name) }
        return (text, html)
    }

    private static let sources = [
        ("layout.txt", PackageResources.layout_txt_mustache), ("layout.html", PackageResources.layout_html_mustache),
        ("welcome.txt", PackageResources.welcome_txt_mustache), ("welcome.html", PackageResources.welcome_html_mustache),
        ("password-changed.txt", PackageResources.password_changed_txt_mustache),
        ("password-changed.html", PackageResources.password_changed_html_mustache),
        ("new-sign-in.txt", PackageResources.new_sign_in_txt_mustache),
        ("new-sign-in.html", PackageResources.new_sign_in_html_mustache),
        ("scan-finished.txt", PackageResources.scan_finished_txt_mustache),
        ("scan-finished.html", PackageResources.scan_finished_html_mustache),
    ]
}
