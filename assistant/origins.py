"""Origins of web pages: how a setting writes them, and whether one is the server's own."""

import ipaddress
import re
from urllib.parse import urlsplit

import idna

from assistant.errors import OriginUnusable

_DEFAULT_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_HINT = "write scheme and host, with a port where it is not the usual one: https://www.example.org"


def normal_origin(text: str) -> str:
    """The origin as a browser sends it: lower case, punycode, no default port.

    Args:
        text: of a setting or an option, as a person writes it. What a request brings is never
            made normal, only compared: a browser sends it normal.

    Raises:
        OriginUnusable: it is not exactly a scheme, a host and perhaps a port.
    """
    text = text.strip()
    parts = re.fullmatch(r"(https?)://([^/?#@\\\s]+)", text, re.IGNORECASE)
    if parts is None:
        raise OriginUnusable(f"{text!r} is no origin: {_fault(text)}", hint=_HINT)
    scheme = parts[1].lower()
    try:
        split = urlsplit(f"{scheme}://{parts[2]}")
        host, port = _normal_host(split.hostname or ""), split.port
    except ValueError as error:
        raise OriginUnusable(f"{text!r} is no origin: {error}", hint=_HINT) from error
    if port == 0 or parts[2].endswith(":"):
        raise OriginUnusable(f"{text!r} is no origin: its port is none", hint=_HINT)
    return f"{scheme}://{host}" + (f":{port}" if port and port != _DEFAULT_PORTS[scheme] else "")


def origins_in(text: str) -> frozenset[str]:
    """The origins of a comma-separated setting.

    Raises:
        OriginUnusable: one of them is none.
    """
    return frozenset(normal_origin(part) for part in text.split(",") if part.strip())


def is_own(origin: str, host: str) -> bool:
    """Whether a page of this origin came from the server that a request is addressed to.

    Args:
        origin: as the request brings it.
        host: its Host header; the scheme is not compared, as a proxy may have taken it off.
    """
    return bool(host) and origin in (f"http://{host}", f"https://{host}")


def _normal_host(host: str) -> str:
    if ":" in host:
        return f"[{ipaddress.IPv6Address(host)}]"
    if "*" in host:
        raise ValueError("a wildcard is not taken, name each host")
    if host.endswith("."):
        raise ValueError("its host ends in a dot")
    try:
        name = idna.encode(host, uts46=True).decode() if not host.isascii() else host.lower()
    except idna.IDNAError as error:
        raise ValueError(f"its host is no name: {error}") from error
    labels = name.split(".")
    if labels[-1].isdigit() or labels[-1].startswith("0x"):
        return str(ipaddress.IPv4Address(name))
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError("its host is no name")
    return name


def _fault(text: str) -> str:
    if text.lower() == "null":
        return "null stands for any page without one"
    if "@" in text:
        return "a user name does not belong to it"
    if not re.match(r"https?://", text, re.IGNORECASE):
        return "it begins with neither http:// nor https://"
    return "nothing follows the host, not even a slash"
