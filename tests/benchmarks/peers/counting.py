"""What every measured system shares: a proxy on loopback that counts bytes each way and round trips, and the
words in which a step says what it took."""

import asyncio
import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator


class CountingProxy:
    """Passes on to a port of this machine. A round trip begins with a byte sent once an answer has come."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._up = self._down = self._trips = 0
        self._ready = threading.Event()
        self.port = 0
        threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True).start()
        self._ready.wait()

    def take(self) -> dict[str, int]:
        """Return what was counted since the last time."""
        counted = {"up": self._up, "down": self._down, "trips": self._trips}
        self._up = self._down = self._trips = 0
        return counted

    async def _run(self) -> None:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        async with server:
            await server.serve_forever()

    async def _serve(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        far, on = await asyncio.open_connection("127.0.0.1", self._target)
        asking = False

        def sent(count: int) -> None:
            nonlocal asking
            self._trips += not asking
            self._up += count
            asking = True

        def answered(count: int) -> None:
            nonlocal asking
            self._down += count
            asking = False

        await asyncio.gather(_pump(near, on, sent), _pump(far, back, answered))


async def _pump(source: asyncio.StreamReader, to: asyncio.StreamWriter, count: Callable[[int], None]) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await source.read(65536):
            count(len(data))
            to.write(data)
            await to.drain()
    to.close()


def free_port() -> int:
    """Return a port of this machine that nobody uses just now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_for(port: int, seconds: float = 30.0) -> None:
    """Return once somebody answers at a port; RuntimeError if nobody does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


@contextlib.contextmanager
def step(system: str, name: str, proxy: CountingProxy, rows: int) -> Iterator[None]:
    """Time what is done inside and print it, with what went over the wire, as a line of JSON."""
    began = time.perf_counter()
    yield
    seconds = round(time.perf_counter() - began, 4)
    time.sleep(0.2)  # the last bytes pass the proxy after the answer was read
    line = {"system": system, "step": name, "seconds": seconds, **proxy.take(), "rows": rows}
    print(json.dumps(line), flush=True)
