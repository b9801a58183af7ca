"""How the server can be reached: from this machine alone, from elsewhere, behind a proxy."""

import ipaddress
from dataclasses import dataclass, replace

from assistant.origins import normal_origin
from corpus.errors import AssistantError

OPEN_REQUESTS_PER_MINUTE = 1200  # from one address, where only this machine reaches the server
REQUESTS_PER_MINUTE = 120  # from one address, elsewhere
_LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True, slots=True)
class Reach:
    """How the server can be reached.

    Attributes:
        host: the address listened on.
        public_origin: under which a proxy shows it, normal; "" where none does.
        proxies: addresses of proxies whose X-Forwarded-For is believed.
        per_address: requests a minute from one address.
    """

    host: str
    public_origin: str = ""
    proxies: tuple[str, ...] = ()
    per_address: int = OPEN_REQUESTS_PER_MINUTE

    @property
    def is_open(self) -> bool:
        """Whether only this machine reaches it, so that programs need no key."""
        return is_loopback(self.host) and not self.public_origin and not self.proxies

    @property
    def hosts(self) -> frozenset[str]:
        """The names that requests may be addressed to; empty where that cannot be known."""
        if not is_loopback(self.host) and not self.public_origin:
            return frozenset()
        named = host_name(self.public_origin.partition("://")[2])
        return _LOOPBACK_NAMES | {self.host, f"[{self.host}]", named}


def reach_of(host: str, public_url: str, proxies: str, per_address: int | None) -> Reach:
    """How the settings say that the server can be reached.

    Args:
        host: HUKOU_HOST.
        public_url: HUKOU_PUBLIC_URL; "" for none.
        proxies: HUKOU_TRUSTED_PROXIES, comma-separated; "" for none.
        per_address: HUKOU_REQUESTS_PER_MINUTE; None for the default of the reach.

    Raises:
        OriginUnusable: the public address is more or less than an origin.
        AssistantError: a proxy is neither an address nor a network.
    """
    public = normal_origin(public_url.removesuffix("/")) if public_url else ""
    trusted = tuple(_network(part.strip()) for part in proxies.split(",") if part.strip())
    reach = Reach(host, public, trusted)
    default = OPEN_REQUESTS_PER_MINUTE if reach.is_open else REQUESTS_PER_MINUTE
    return replace(reach, per_address=per_address or default)


def host_name(host: str) -> str:
    """A Host header without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def _network(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text))
    except ValueError as error:
        raise AssistantError(
            f"HUKOU_TRUSTED_PROXIES: {error}",
            hint="write addresses or networks, 127.0.0.1 or 10.0.0.0/8, separated by commas",
        ) from error
