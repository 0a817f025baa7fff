"""A small mail server: real SMTP on a free port, keeping every letter it was handed; busy when told to be."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default


class Mailbox:
    """Who each letter was for, and the letter."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, Message]] = []
        self.busy = False
        self.port = 0


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Run it on a free port of this machine."""
    box = Mailbox()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 here" if not box.busy else "421 busy")
            to = ""
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"RCPT":
                    to = line.decode().partition("<")[2].partition(">")[0]
                if word == b"DATA":
                    self._say("354 go on")
                    box.letters.append((to, message_from_bytes(self._letter(), policy=default)))
                if word == b"QUIT":
                    self._say("221 bye")
                    return
                self._say("250 fine")

        def _letter(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line)
            return b"".join(lines)

        def _say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    box.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()
