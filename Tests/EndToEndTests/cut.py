"""A line between a process and a server that a test can cut or pause: for that one process the server is gone, or says nothing."""
import contextlib
import selectors
import socket
import threading


class Line:
    """Passes connections on while it is whole. Cut, it refuses new ones and breaks those that are open."""

    def __init__(self, host, port):
        """`host` may be the path of a socket, which has no port."""
        self.target, self.port = host if port is None else (host, port), None
        self.flows = threading.Event()
        self.flows.set()
        self.lock, self.open, self.listener = threading.Lock(), set(), None
        self.mend()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.cut()

    def mend(self):
        listener = socket.create_server(("127.0.0.1", self.port or 0))
        self.listener, self.port = listener, listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def cut(self):
        # Shutting it down wakes the thread that waits in `accept`; closing alone would not.
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        with self.lock:
            for one in self.open:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def pause(self):
        """Nothing passes, in either direction, and nobody is told."""
        self.flows.clear()

    def resume(self):
        self.flows.set()

    def _connect(self):
        if isinstance(self.target, tuple):
            return socket.create_connection(self.target)
        server = socket.socket(socket.AF_UNIX)
        try:
            server.connect(self.target)
        except OSError:
            server.close()
            raise
        return server

    def _accept(self, listener):
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            try:
                server = self._connect()
            except OSError:
                client.close()  # As the server itself would be: gone for now.
                continue
            with self.lock:
                self.open |= {client, server}
            threading.Thread(target=self._pass, args=(client, server), daemon=True).start()

    def _pass(self, client, server):
        with client, server, selectors.DefaultSelector() as ready, contextlib.suppress(OSError):
            ready.register(client, selectors.EVENT_READ, server)
            ready.register(server, selectors.EVENT_READ, client)
            while True:
                for key, _ in ready.select():
                    self.flows.wait()
                    received = key.fileobj.recv(65536)
                    if not received:
                        raise OSError("it has ended")
                    key.data.sendall(received)
        with self.lock:
            self.open -= {client, server}
