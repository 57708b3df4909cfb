"""A real SMTP server for the tests: it keeps what it is given, and can be told to make trouble."""
import email
import email.policy
import ssl
import subprocess
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from expect import eventually


def certificate(folder):
    """The paths of a certificate for 127.0.0.1 and its key; it vouches for itself."""
    chain, key = folder / "mail.pem", folder / "mail.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-keyout", key,
         "-out", chain, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True)
    chain.chmod(0o644)
    return chain, key


class Letter:
    """One message as it arrived, read by Python's own parser, which notes every defect."""

    def __init__(self, envelope, secure):
        self.sender, self.recipients, self.secure, self.raw = envelope.mail_from, envelope.rcpt_tos, secure, envelope.original_content
        self.message = email.message_from_bytes(self.raw, policy=email.policy.default)

    def __getitem__(self, name):
        return self.message[name]

    @property
    def text(self):
        return self.message.get_body(("plain",)).get_content()

    @property
    def html(self):
        return self.message.get_body(("html",)).get_content()

    def is_sound(self):
        """What every mail of ours is."""
        assert not self.message.defects and not any(part.defects for part in self.message.walk())
        assert self.message.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in self.message.iter_parts()] == ["text/plain", "text/html"]
        assert all(len(line) <= 78 for line in self.raw.split(b"\r\n")), max(self.raw.split(b"\r\n"), key=len)
        assert self.raw.isascii() and b"\n" not in self.raw.replace(b"\r\n", b"")
        for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version"):
            assert len(self.message.get_all(name)) == 1, name
        assert self["Date"].datetime and self["Auto-Submitted"] == "auto-generated"
        assert self["Bcc"] is None and self["Cc"] is None
        return True


class Mailbox:
    """`refusing` answers RCPT with its text while it is set. Starts and stops on one port."""

    def __init__(self, tls=None, user=None, password=None):
        self.letters, self.refusing, self.refused = [], None, 0
        self.tls, self.credentials = tls, (user, password) if user else None
        self.lock, self.controller, self.port = threading.Lock(), None, 0

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        options = {"enable_SMTPUTF8": True}
        if self.tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self.tls)
            options |= {"tls_context": context, "require_starttls": True}
        if self.credentials:
            options |= {"authenticator": self._authenticate, "auth_required": True}
        self.controller = _FreePort(self, hostname="127.0.0.1", port=self.port, **options)
        self.controller.start()
        self.port = self.controller.server.sockets[0].getsockname()[1]

    def stop(self):
        if self.controller:
            self.controller.stop()
            self.controller = None

    def _authenticate(self, _server, _session, _envelope, _mechanism, data):
        return AuthResult(success=(data.login.decode(), data.password.decode()) == self.credentials)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        with self.lock:
            if self.refusing:
                self.refused += 1
                return self.refusing
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server, session, envelope):
        with self.lock:
            self.letters.append(Letter(envelope, session.ssl is not None))
        return "250 2.0.0 taken"

    def to(self, address, subject=None):
        """What came for an address, oldest first."""
        with self.lock:
            return [letter for letter in self.letters
                    if letter.recipients == [address] and (subject is None or subject in letter["Subject"])]

    def wait(self, address, subject, within=20):
        """The one mail with that subject."""
        letters = eventually(lambda: self.to(address, subject), within)
        assert len(letters) == 1 and letters[0].is_sound()
        return letters[0]


class _FreePort(Controller):
    """Takes any free port where it is given none: it says hello to itself on the port that it got."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
