"""No test reaches another host, and none hangs: what conftest.py puts around every test.

In this process whatever asks for another host is refused, noted, and fails the test that asked, even if the program
took the refusal well. Programs that a test starts are told by their environment: pip has no index and no settings,
and every proxy is a port of this machine that nobody listens to.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import MutableMapping
from typing import Any

LIMIT = 240  # seconds for a program that a test starts; the test itself has faulthandler_timeout in pyproject.toml

asked: list[str] = []  # the other hosts that this process asked for since somebody looked
_closed = (
    socket.socket()
)  # held, not listened to: whoever connects is refused at once, and nobody else gets the port


class Outside(ConnectionRefusedError):
    """A test asked for another host."""


def is_here(host: object) -> bool:
    """Whether a host is this machine by its loopback, or no host at all."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name).partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """The audit hook: lookups and connections to anything but the loopback end here."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a path, for a socket of this machine
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    if not is_here(host):
        asked.append(f"{event} {host}")
        raise Outside(f"测试不能联网：{event} {host}")


def shut(environment: MutableMapping[str, str]) -> None:
    """Tell the programs that are started from here the same."""
    _closed.bind(("127.0.0.1", 0))
    proxy = f"http://127.0.0.1:{_closed.getsockname()[1]}"
    for name in ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"):
        environment[name] = environment[name.upper()] = proxy
    environment["no_proxy"] = environment["NO_PROXY"] = "localhost,127.0.0.1,::1"
    environment["PIP_NO_INDEX"], environment["PIP_CONFIG_FILE"] = "1", os.devnull
    environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    sys.addaudithook(refuse)
