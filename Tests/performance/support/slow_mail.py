"""A mail server that takes its time for each mail, and waits meanwhile."""
import random
import re
import socketserver
import threading
import time


class SlowMail:
    """`taken` says when it took the mail of each job."""

    def __init__(self, least, most):
        outer = self
        self.taken, self.least, self.most = {}, least, most

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self):
                self._say("220 slow")
                while line := self.rfile.readline():
                    word = line.split()[0].upper() if line.split() else b""
                    if word == b"DATA":
                        self._say("354 go on")
                        self._take()
                    elif word == b"QUIT":
                        return self._say("221 bye")
                    else:
                        self._say("250 fine")

            def _say(self, line):
                self.wfile.write(f"{line}\r\n".encode())

            def _take(self):
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line)
                time.sleep(random.uniform(outer.least, outer.most))
                if job := re.search(rb"(?im)^message-id:\s*<([0-9a-f-]{36})", b"".join(lines)):
                    outer.taken[job[1].decode()] = time.time()
                self._say("250 taken")

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads, allow_reuse_address = True, True

        self.server = Server(("127.0.0.1", 0), Conversation)
        self.port = self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
