"""Servers that are not what a laptop hopes for: raw sockets that say anything, and somebody in between."""

import contextlib
import json
import socket
import threading
from concurrent.futures import ThreadPoolExecutor


class Between:
    """Stands before the office's service as a proxy that loses or changes its answers."""

    def __init__(self, service):
        self.service = service
        self.asked = []
        self._lost = {}
        self._changed = {}

    def lose(self, path, times):
        """The office does what is asked and the answer never arrives."""
        self._lost[path] = times

    def change(self, path, how):
        """The answer's JSON is made another."""
        self._changed[path] = how

    async def __call__(self, scope, receive, send):
        path = scope["path"]
        self.asked.append(path)
        said = []

        async def keep(message):
            said.append(message)

        await self.service(scope, receive, keep)
        if self._lost.get(path):
            self._lost[path] -= 1
            raise ConnectionAbortedError
        start, *parts = said
        if path in self._changed:
            body = json.dumps(self._changed[path](json.loads(b"".join(p.get("body", b"") for p in parts))))
            headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
            start = {**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]}
            parts = [{"type": "http.response.body", "body": body.encode()}]
        for message in (start, *parts):
            await send(message)


@contextlib.contextmanager
def saying(*answers, then_wait=False, wrap=None):
    """Serve raw answers, one for each connection (the last for all others); the address.

    An answer is bytes, or a function that is given the socket once the request's head has arrived.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve(connection, answer):
        with contextlib.suppress(OSError), wrap(connection) if wrap else connection as held:
            _read_request(held)
            if callable(answer):
                answer(held)
            else:
                held.sendall(answer)
            if then_wait:
                over.wait(30)
            held.shutdown(socket.SHUT_RDWR)

    def accept(pool):
        for number in range(100_000):
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            pool.submit(serve, connection, answers[min(number, len(answers) - 1)])

    with ThreadPoolExecutor(16) as pool:
        accepting = threading.Thread(target=accept, args=(pool,))
        accepting.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            over.set()
            listening.shutdown(socket.SHUT_RDWR)
            listening.close()
            accepting.join()


def _read_request(connection):
    """Read one request's head, and the body that it announces."""
    found = b""
    while b"\r\n\r\n" not in found:
        part = connection.recv(65_536)
        if not part:
            return
        found += part
    head, _, body = found.partition(b"\r\n\r\n")
    announced = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    left = int(announced[0].partition(b":")[2]) - len(body) if announced else 0
    while left > 0:
        left -= len(connection.recv(65_536)) or left


def http(status, body, kind="application/json", **headers):
    """One HTTP answer, as bytes; a header that is None is left out."""
    named = {"Content_Type": kind, "Content_Length": len(body), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value is not None]
    return "\r\n".join([f"HTTP/1.1 {status} X", *lines, "", ""]).encode() + body
