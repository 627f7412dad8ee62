"""Stands between a client and the server: delays what goes through by a network's time, and counts how often the client waits for an answer."""

import os
import selectors
import socket
import threading
import time


class Proxy:
    """Listens on a unix socket below `directory`, as the server does. `round_trip` in seconds."""

    def __init__(self, target, directory, round_trip=0.0):
        self.target = f"{target}/.s.PGSQL.5432"
        self.delay = round_trip / 2
        self.turns = 0
        self.connections = 0
        self.directory = directory
        os.makedirs(directory, exist_ok=True)
        self.path = f"{directory}/.s.PGSQL.5432"
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.listener.close()
        os.unlink(self.path)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.target)
            self.connections += 1
            threading.Thread(target=self._carry, args=(client, server), daemon=True).start()

    def _carry(self, client, server):
        """One thread and one queue: what arrives leaves after the delay, in its order, and arrives meanwhile."""
        other = {client: server, server: client}
        last = server
        queue = []  # (when it leaves, from where, bytes)
        # Epoll waits for whole milliseconds.
        with selectors.SelectSelector() as selector:
            for end in other:
                selector.register(end, selectors.EVENT_READ)
            while True:
                wait = max(0.0, queue[0][0] - time.monotonic()) if queue else None
                for key, _ in selector.select(wait):
                    try:
                        data = key.fileobj.recv(65536)
                    except OSError:
                        data = b""
                    # A turn begins when the client speaks after the server has.
                    if key.fileobj is client and last is server and data and data[:1] != b"X":
                        self.turns += 1
                    last = key.fileobj
                    queue.append((time.monotonic() + self.delay, key.fileobj, data))
                    if not data:
                        selector.unregister(key.fileobj)
                while queue and queue[0][0] <= time.monotonic():
                    _, source, data = queue.pop(0)
                    try:
                        if not data:
                            raise OSError
                        other[source].sendall(data)
                    except OSError:
                        client.close()
                        server.close()
                        return
