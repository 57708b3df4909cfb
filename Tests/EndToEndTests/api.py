"""A small client of the public API: plain HTTP, one connection a request, nothing hidden."""
import http.client
import json as jsonlib
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

PASSWORD = "correct horse battery"
WAIT_SECONDS = 60


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self):
        return jsonlib.loads(self.body)

    @property
    def items(self):
        return self.json["items"]

    def __getitem__(self, name):
        return self.headers[name]


class Api:
    def __init__(self, base, token=None, prefix="/api/v1"):
        self.base, self.token, self.prefix = base, token, prefix
        self.user = None

    @property
    def outside(self):
        """The same caller, for what lies beside `/api/v1`."""
        return Api(self.base, self.token, prefix="")

    @property
    def anonymous(self):
        return Api(self.base)

    def connect(self):
        address = urlsplit(self.base)
        return http.client.HTTPConnection(address.hostname, address.port, timeout=WAIT_SECONDS)

    def request(self, method, path, json=None, body=None, headers=None, **query):
        sent = {} if self.token is None else {"Authorization": f"Bearer {self.token}"}
        if json is not None:
            body = jsonlib.dumps(json).encode()
            sent["Content-Type"] = "application/json"
        sent |= headers or {}
        target = self.prefix + path + (f"?{urlencode(query)}" if query else "")
        connection = self.connect()
        try:
            connection.request(method, target, body=body, headers=sent)
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def announce(self, method, path, headers):
        """Sends the head of a request and never its body: what is refused by its head is answered all the same."""
        connection = self.connect()
        try:
            connection.putrequest(method, self.prefix + path)
            for name, value in ({"Authorization": f"Bearer {self.token}"} | headers).items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, path, headers=None, **query):
        return self.request("GET", path, headers=headers, **query)

    def head(self, path, headers=None):
        return self.request("HEAD", path, headers=headers)

    def post(self, path, json=None, headers=None, **more):
        return self.request("POST", path, json=json, headers=headers, **more)

    def put(self, path, json=None):
        return self.request("PUT", path, json=json)

    def patch(self, path, json=None, headers=None):
        return self.request("PATCH", path, json=json, headers=headers)

    def delete(self, path, headers=None):
        return self.request("DELETE", path, headers=headers)

    def walk(self, path, **query):
        """Every page of a list, in order."""
        while True:
            page = self.get(path, **query)
            assert page.status == 200, page.body
            yield page.json
            if not page.json["hasMore"]:
                return
            query["cursor"] = page.json["nextCursor"]


def new_email(name="someone"):
    return f"{name}-{uuid.uuid4().hex[:12]}@example.org"


def sign_in(api, email, password=PASSWORD):
    """A caller with a session of its own; the whole login answer is kept in `login`."""
    answer = api.anonymous.post("/auth/login", {"email": email, "password": password})
    assert answer.status == 200, answer.body
    caller = Api(api.base, answer.json["token"])
    caller.user, caller.login, caller.email = answer.json["user"], answer.json, email
    return caller


def register(api, email=None, name="Someone"):
    email = email or new_email()
    answer = api.anonymous.post("/auth/register", {"email": email, "password": PASSWORD, "name": name})
    assert answer.status == 201, answer.body
    return sign_in(api, email)
