"""A mail server of the test's own on 127.0.0.1: takes letters, and may be as moody as told."""

import random
import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import Message


class PostOffice(socketserver.ThreadingTCPServer):
    """`moods`: share of letters that are refused for now, whose line drops before, or drops after acceptance."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *, refuses: float = 0, hangs_up: float = 0, seed: int = 1) -> None:
        super().__init__(("127.0.0.1", 0), Counter_)
        self.refuses, self.hangs_up, self.chance = refuses, hangs_up, random.Random(seed)
        self.taken: list[Message] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def ids(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        with self.lock:
            return Counter(str(message["Message-ID"]) for message in self.taken)

    def mood(self) -> str:
        with self.lock:
            throw = self.chance.random()
        return "refuse" if throw < self.refuses else "hang up" if throw < self.refuses + self.hangs_up else "take"

    def take(self, sender: str, to: list[str], content: bytes) -> None:
        with self.lock:
            self.taken.append(message_from_bytes(content))
            self.envelopes.append((sender, to))


class Counter_(socketserver.StreamRequestHandler):  # noqa: N801  (the counter of a post office)
    server: PostOffice

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        with suppress(OSError):
            self.serve()

    def serve(self) -> None:
        self.say("220 post office")
        sender, to = "", []
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"MAIL":
                sender, to = line.decode().strip(), []
                self.say("250 ok")
            elif word == b"RCPT":
                to.append(line.decode().split("<")[1].split(">")[0])
                self.say("250 ok")
            elif word == b"DATA":
                mood = self.server.mood()
                if mood == "hang up":
                    return
                if mood == "refuse":
                    self.say("451 try again later")
                    continue
                self.say("354 go on")
                self.server.take(sender, to, self.content())
                self.say("250 taken")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise ConnectionResetError("cut short: not taken")
            lines.append(line)
        return b"".join(lines)


@contextmanager
def post_office(**moods: float) -> Iterator[PostOffice]:
    """A running post office."""
    with PostOffice(**moods) as server:  # type: ignore[arg-type]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
