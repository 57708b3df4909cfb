import Crypto
import FoundationEssentials
import HTTPTypes
import Hummingbird
import JSON

/// The API description as one page of plain HTML: no script, nothing loaded from anywhere.
enum DocumentationPage {
    static var response: Response {
        var response = Response.text(.ok, "text/html; charset=utf-8", page)
        response.headers[.contentSecurityPolicy] = policy
        return response
    }

    /// Its own style and nothing else.
    private static let policy: String = {
        let hash = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
        return "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }()

    private static let page = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>MediaNest API</title><style>\(style)</style></head><body><h1>MediaNest API</h1>
        <p>The same as a document for machines: <a href="/openapi.json">openapi.json</a></p>
        \(Routes.all.map(section).joined())<h2>Shapes</h2>
        \(Schemas.named.map { "<details><summary>\($0.key)</summary>\(code($0.value))</details>" }.joined())</body></html>
        """

    private static let style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
        details{border:1px solid #8884;border-radius:6px;margin:.4rem 0;padding:.4rem .8rem}
        summary{cursor:pointer}code,pre{font:14px ui-monospace,monospace}pre{white-space:pre-wrap;overflow-wrap:anywhere}
        b{display:inline-block;min-width:4.5rem}small{opacity:.7}
        """

    private static func section(_ route: Route) -> String {
        let documentation = route.documentation
        var text = "<details><summary><b>\(route.method.rawValue)</b> <code>\(escaped(route.path.description))</code> "
        text += "<small>\(escaped(documentation.summary)) (\(route.access))</small></summary>"
        for parameter in documentation.parameters {
            text += "<p><code>\(parameter.name)</code> <small>\(parameter.location)</small> \(escaped(parameter.text))</p>"
        }
        if let body = documentation.body { text += "<p>Body</p>\(code(body))" }
        text += "<p>Answer \(documentation.success)</p>"
        if let reply = documentation.reply { text += code(reply) }
        return text + "</details>"
    }

    private static func code(_ schema: Schema) -> String {
        "<pre>\(escaped(String(decoding: schema.jsonBytes(), as: UTF8.self)))</pre>"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
