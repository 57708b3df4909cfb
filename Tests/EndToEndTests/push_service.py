"""A push service on this machine, and browsers that subscribe with it and can read what they are sent."""
import base64
import datetime
import http.server
import ipaddress
import json
import os
import ssl
import threading
import time
import uuid
from dataclasses import dataclass, field

import http_ece
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.x509.oid import NameOID

from expect import eventually


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point(key):
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def make_certificate(folder):
    """(certificate, key): files of a certificate for this machine, which signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.timezone.utc)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(names, critical=False).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256()))
    paths = folder / "push.pem", folder / "push.key"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return paths


@dataclass
class Delivery:
    path: str
    headers: dict
    body: bytes
    at: float = field(default_factory=time.monotonic)
    left: float | None = None  # when the client gave up on an answer that did not come


class PushService:
    """Answers each path with the replies it was told, the last one for ever; 201 where it was told nothing."""

    def __init__(self, certificate=None):
        self.deliveries, self.replies, self.lock = [], {}, threading.Lock()
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                service._take(self)

            do_GET = do_POST

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # a client that went away

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.origin = f"{'https' if certificate else 'http'}://localhost:{self.port}"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def _take(self, request):
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        delivery = Delivery(request.path, dict(request.headers), body)
        with self.lock:
            replies = self.replies.get(request.path, [(201, {})])
            status, headers = replies.pop(0) if len(replies) > 1 else replies[0]
            self.deliveries.append(delivery)
        if status is None:
            request.connection.recv(1)
            delivery.left = time.monotonic()
            request.close_connection = True
            return
        request.send_response(status)
        for name, value in ({"Content-Length": "0"} | headers).items():
            request.send_header(name, value)
        request.end_headers()

    def to(self, browser):
        return [delivery for delivery in list(self.deliveries) if delivery.path == browser.path]


class Browser:
    def __init__(self, service, *replies):
        """`replies`: (status, headers) in turn; a status of nothing never answers."""
        self.service = service
        self.key, self.auth, self.path = ec.generate_private_key(ec.SECP256R1()), os.urandom(16), f"/send/{uuid.uuid4().hex}?v=1"
        self.endpoint = service.origin + self.path
        if replies:
            service.replies[self.path] = list(replies)

    @property
    def subscription(self):
        """As `JSON.stringify(subscription)` gives it."""
        keys = {"p256dh": b64(point(self.key.public_key())), "auth": b64(self.auth)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def subscribe(self, api, **headers):
        reply = api.post("/push/subscriptions", self.subscription, headers=headers)
        assert reply.status == 201, reply.body
        self.id = reply.json["id"]
        return reply.json

    def wait(self, count=1, within=15):
        """The first `count` deliveries."""
        return eventually(lambda: (found := self.service.to(self)) and len(found) >= count and found[:count], within)

    def read(self, delivery):
        return json.loads(http_ece.decrypt(
            delivery.body, private_key=self.key, auth_secret=self.auth, version=delivery.headers["Content-Encoding"]))


def vapid(delivery):
    """(claims, public key) of a delivery whose signature holds."""
    scheme, _, rest = delivery.headers["Authorization"].partition(" ")
    assert scheme == "vapid"
    fields = dict(part.strip().split("=", 1) for part in rest.split(","))
    signed, _, signature = fields["t"].rpartition(".")
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(fields["k"]))
    key.verify(encode_dss_signature(*_halves(unb64(signature))), signed.encode(), ec.ECDSA(hashes.SHA256()))
    header, claims = (json.loads(unb64(part)) for part in signed.split("."))
    assert header == {"typ": "JWT", "alg": "ES256"}
    return claims, fields["k"]


def _halves(signature):
    assert len(signature) == 64
    return int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
