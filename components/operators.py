"""Who may change what every visitor sees: whoever sits at the machine, or knows the operator's token.

A connection counts as made at the machine only while all of this holds: the server listens on
loopback, the peer is loopback, Host and Origin name loopback, nothing forwarded it, and nothing
in the settings says that strangers arrive here (a trusted proxy, a public address). A proxy on
the same machine makes every stranger's peer loopback: so a server behind one names it in
CRACKDOWN_TRUSTED_PROXIES, or sets CRACKDOWN_ADMIN_TOKEN, with which no place counts, only the token.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

TOKEN_VARIABLE = "CRACKDOWN_ADMIN_TOKEN"
PROXIES_VARIABLE = "CRACKDOWN_TRUSTED_PROXIES"
BASE_VARIABLE = "CRACKDOWN_BASE_URL"
SHORTEST_TOKEN = 16
MARK = "X-Crackdown-At-The-Machine"
"""The header in which the server tells its pages; what a visitor sends under this name is removed."""
PROOF = secrets.token_hex(16)
"""The header's only value that counts, new with every process."""
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
GUESSES, PER_SECONDS = 5, 60.0

_wrong: deque[float] = deque(maxlen=GUESSES)
_lock = threading.Lock()


@lru_cache(maxsize=64)  # asked three times for every request
def is_loopback(host: str | None) -> bool:
    """Whether a host name or address can only mean this machine."""
    name = (host or "").strip("[]").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def made_at_the_machine(bound: str | None, peer: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a connection comes from somebody at the machine itself.

    bound: the address on which the server listens. peer: the other end. headers: lower-case names.
    """
    base = os.environ.get(BASE_VARIABLE, "")
    if os.environ.get(TOKEN_VARIABLE) or os.environ.get(PROXIES_VARIABLE):
        return False
    if base and not is_loopback(urlsplit(base).hostname):
        return False
    if any(name in headers for name in FORWARDED):
        return False
    origin = headers.get("origin")
    places = [bound, peer, _name_of("//" + headers.get("host", ""))]
    return all(map(is_loopback, places)) and (origin is None or is_loopback(_name_of(origin)))


def _name_of(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def token_trouble() -> str:
    """Why the token that is set cannot be used, "" when it can or none is set."""
    token = os.environ.get(TOKEN_VARIABLE, "")
    if token and len(token) < SHORTEST_TOKEN:
        return f"{TOKEN_VARIABLE} is too short: it must have at least {SHORTEST_TOKEN} characters"
    return ""


def takes_tokens() -> bool:
    """Whether this server has an operator's token."""
    return bool(os.environ.get(TOKEN_VARIABLE)) and not token_trouble()


def is_token(given: str) -> bool:
    """Whether `given` is the operator's token; after too many wrong ones in a minute, nothing is."""
    now = time.monotonic()
    with _lock:
        if len(_wrong) == GUESSES and now - _wrong[0] < PER_SECONDS:
            return False
        right = takes_tokens() and hmac.compare_digest(
            given.encode(), os.environ.get(TOKEN_VARIABLE, "").encode()
        )
        if not right:
            _wrong.append(now)
        return right
