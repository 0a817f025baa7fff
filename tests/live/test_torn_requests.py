"""A request whose body was cut off on the way is refused by the real server, not taken as it is."""

import json
import socket
from types import SimpleNamespace

from rest_framework.authtoken.models import Token
from town import body

from hotline.models import Call


def test_half_a_body_is_refused_and_nothing_is_stored(real_town: SimpleNamespace, server: str) -> None:
    host, port = server.split(":")
    said = json.dumps(body()).encode()
    whole = said + b" " * 40
    token = Token.objects.create(user=real_town.olga).key
    head = (
        f"POST /api/calls/ HTTP/1.1\r\nHost: {server}\r\nAuthorization: Token {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(whole)}\r\nConnection: close\r\n\r\n"
    ).encode()
    # Cut within the spaces the rest would still be JSON: only the promised length tells.
    for kept in (0, 1, len(said) // 2, len(said) - 1, len(said), len(whole) - 1):
        with socket.create_connection((host, int(port)), timeout=10) as wire:
            wire.sendall(head + whole[:kept])
            wire.shutdown(socket.SHUT_WR)
            answer = wire.makefile("rb").read()
        assert b" 201 " not in answer.split(b"\r\n")[0], kept
    with socket.create_connection((host, int(port)), timeout=10) as wire:
        wire.sendall(head + whole)
        assert b" 201 " in wire.makefile("rb").readline(), "the torn ones left nothing that would answer for this one"
    assert Call.objects.count() == 1
