"""Who may reach the server, and as whom: the machine itself, programs with a key, widgets."""

import ipaddress
import re
from dataclasses import dataclass
from secrets import token_urlsafe

from fastapi import Request

from assistant.errors import Forbidden, RequestRefused, Unauthorised
from assistant.holders import WidgetRecord
from assistant.limits import Policy
from assistant.origins import is_own
from assistant.owner import LOCAL, Owner
from assistant.reach import Reach, host_name, is_loopback
from assistant.records import KEY_PREFIX, Records
from assistant.tokens import RENEWABLE_SECONDS, Grant, Tokens

SESSION = "/api/v1/widget/session"
METRICS = "/metrics"
WIDGET_REQUESTS_PER_MINUTE = 600  # of all readers of one site together
_PROGRAMS = ("/api/", "/v1/", METRICS)
_WIDGETS = (
    "/api/v1/chat",
    "/api/v1/passages/",
    "/api/v1/conversations/",
    "/api/v1/feedback",
)
_BY_RECEIPT = re.compile(r"/api/v1/receipts/[^/]+/deadlines\.ics")  # its id is the secret
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_ADD_ORIGIN = "`hukou widget add NAME --origin ORIGIN` admits a site"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a request comes from, as far as the server needs to know.

    Attributes:
        policies: the limits that the request counts on.
        sees_metrics: whether it may read /metrics.
    """

    owner: Owner = LOCAL
    policies: tuple[Policy, ...] = ()
    sees_metrics: bool = True


@dataclass(frozen=True, slots=True)
class Session:
    """What a widget gets to begin with."""

    token: str
    conversation_id: str
    record: WidgetRecord | None


@dataclass(frozen=True, slots=True)
class Access:
    """Decides over each request before a route sees it.

    Attributes:
        site_origins: HUKOU_WIDGET_ORIGINS, for widgets without a record.
        demo: whether pages of the server itself may embed a widget without a record.
    """

    reach: Reach
    records: Records
    tokens: Tokens
    site_origins: frozenset[str] = frozenset()
    demo: bool = False

    def address(self, request: Request) -> Policy:
        """The limit of the address that a request comes from; IPv6 by its network of 64 bits."""
        host = request.client.host if request.client else ""
        try:
            ip = ipaddress.ip_address(host)
        except ValueError:
            return Policy("address", host, self.reach.per_address)
        bits = 64 if ip.version == 6 else 32
        network = ipaddress.ip_network((ip, bits), strict=False)
        return Policy("address", str(network), self.reach.per_address)

    def check_address(self, request: Request) -> None:
        """Refuse what no honest client sends, whichever route it is for.

        Raises:
            RequestRefused: another server's name in Host, or a key in the address.
        """
        hosts = request.headers.getlist("host")
        names = self.reach.hosts
        if len(hosts) != 1 or (names and host_name(hosts[0]) not in names):
            raise RequestRefused(
                f"this server is not {', '.join(hosts) or 'without a name'}",
                hint="ask it by its own name; behind a proxy set HUKOU_PUBLIC_URL",
            )
        if any(value.startswith(KEY_PREFIX) for value in request.query_params.values()):
            raise RequestRefused(
                "a key in an address ends up in logs",
                hint="send it as `Authorization: Bearer hk_…`, and replace this one: "
                "`hukou key revoke NAME`",
            )

    def admit(self, request: Request) -> Caller:
        """Who a request comes from.

        Raises:
            Unauthorised: its key or token is missing, forged or has run out.
            Forbidden: its origin or route is not open to it.
        """
        path, bearer = request.url.path, _bearer(request)
        if path != SESSION and bearer.startswith(KEY_PREFIX):
            return self._program(bearer)
        if path != SESSION and bearer and path.startswith("/api/"):
            return self._widget(request, bearer)
        for_programs = path.startswith(_PROGRAMS) and path != SESSION
        for_programs = for_programs and not _BY_RECEIPT.fullmatch(path)
        origin = _one(request, "origin")
        foreign = origin is not None and not self._is_own(request, origin)
        if foreign and path != SESSION and (for_programs or request.method not in _SAFE):
            raise Forbidden(f"the origin {origin!r} has no session here", hint=_ADD_ORIGIN)
        if for_programs and not self._is_open_to(request):
            raise Unauthorised(
                "a key is needed here",
                hint="send `Authorization: Bearer hk_…`; `hukou key add NAME` makes one",
            )
        return Caller(policies=(self.address(request),))

    def count(self, caller: Caller) -> None:
        """Add a request to the usage of a key or widget."""
        if caller.owner.name not in ("", "widget:"):
            self.records.count(caller.owner.name)

    def begin(self, request: Request, widget_id: str, earlier: str | None) -> Session:
        """Open a session for a widget on the page that asks.

        Args:
            widget_id: of its record; "" for none.
            earlier: a token of the same widget and origin, whose conversation goes on.

        Raises:
            Forbidden: the page may not embed it.
        """
        origin = _one(request, "origin")
        if origin is None:
            raise Forbidden("no Origin header: a page's browser sends it", hint=_ADD_ORIGIN)
        record = self.records.widget(widget_id) if widget_id else None
        if record is None and widget_id and self.records.knows_widget(widget_id):
            raise Forbidden("the widget was revoked", hint="`hukou widget list` shows those in use")
        if not self._is_admitted(request, origin, record):
            raise Forbidden(f"{origin!r} may not embed this widget", hint=_ADD_ORIGIN)
        grant = Grant(record.id if record else "", origin, token_urlsafe(16))
        if earlier:
            grant = self._goes_on(grant, earlier)
        return Session(self.tokens.sign(grant), grant.conversation_id, record)

    def notices(self) -> list[str]:
        """What is open and what is closed, for who starts the server; empty on loopback."""
        if self.reach.is_open:
            return []
        keys, widgets = self.records.keys(), self.records.widgets()
        origins = self.site_origins.union(*(widget.origins for widget in widgets))
        programs = f"open to {len(keys)} keys" if keys else "closed: `hukou key add NAME` opens it"
        sites = (
            f"open to {', '.join(sorted(origins))}"
            if origins
            else "closed: `hukou widget add NAME --origin ORIGIN` opens it"
        )
        return [
            "chat page: open to whoever reaches this address",
            f"API: {programs}",
            f"widget: {sites}",
        ]

    def _program(self, bearer: str) -> Caller:
        record = self.records.key(bearer)
        if record is None:
            raise Unauthorised("the key is not known or was revoked", hint="`hukou key list`")
        policy = Policy("key", record.id, record.requests_per_minute)
        return Caller(Owner(record.owner), (policy,), record.metrics)

    def _widget(self, request: Request, token: str) -> Caller:
        grant = self.tokens.read(token)
        record = self.records.widget(grant.widget) if grant.widget else None
        if grant.widget and record is None:
            raise Unauthorised("the widget was revoked", hint="`hukou widget list`")
        origin = _one(request, "origin")
        if origin is None and request.method in _SAFE and self._is_own(request, grant.origin):
            origin = grant.origin  # a browser names no origin where it reads from its own
        if origin != grant.origin or not self._is_admitted(request, origin, record):
            raise Forbidden(f"the token is not for the origin {origin!r}", hint=_ADD_ORIGIN)
        if not request.url.path.startswith(_WIDGETS):
            raise Forbidden("this route is not for widgets", hint="use a key")
        per_minute = record.requests_per_minute if record else WIDGET_REQUESTS_PER_MINUTE
        policy = Policy("widget", grant.widget or grant.origin, per_minute)
        owner = Owner(f"widget:{grant.widget}", grant.conversation_id)
        return Caller(owner, (self.address(request), policy))

    def _goes_on(self, grant: Grant, earlier: str) -> Grant:
        """The grant with the conversation of an earlier one, where that is of the same page."""
        try:
            before = self.tokens.read(earlier, lifetime_seconds=RENEWABLE_SECONDS)
        except Unauthorised:
            return grant
        same = (before.widget, before.origin) == (grant.widget, grant.origin)
        return before if same else grant

    def _is_admitted(self, request: Request, origin: str, record: WidgetRecord | None) -> bool:
        if self._is_own(request, origin):
            return bool(record or self.site_origins or self.reach.is_open or self.demo)
        return origin in (record.origins if record else self.site_origins)

    def _is_own(self, request: Request, origin: str) -> bool:
        own = is_own(origin, _one(request, "host") or "")
        return own or (bool(origin) and origin == self.reach.public_origin)

    def _is_open_to(self, request: Request) -> bool:
        """Whether no key is needed: on loopback; for figures also where this machine asks."""
        if self.reach.is_open or request.url.path != METRICS:
            return self.reach.is_open
        behind_proxy = bool(self.reach.public_origin or self.reach.proxies)
        forwarded = {"forwarded", "x-forwarded-for"} & set(request.headers)
        host = request.client.host if request.client else ""
        return is_loopback(host) and not behind_proxy and not forwarded

    def admits_origin(self, origin: str) -> bool:
        """Whether pages of this origin may read answers at all (CORS)."""
        if origin in self.site_origins:
            return True
        return any(origin in widget.origins for widget in self.records.widgets())

    def framers(self, widget_id: str) -> tuple[str, ...] | None:
        """The origins that may frame the page of a widget; None where there is no such widget."""
        record = self.records.widget(widget_id) if widget_id else None
        if record is not None:
            return record.origins
        if widget_id and self.records.knows_widget(widget_id):
            return None
        return tuple(sorted(self.site_origins))


def _one(request: Request, name: str) -> str | None:
    """The value of a header, None where it is missing; sent twice, it is refused."""
    values = request.headers.getlist(name)
    if len(values) > 1:
        raise RequestRefused(f"the header {name} comes twice", hint="send it once")
    return values[0] if values else None


def _bearer(request: Request) -> str:
    """The key or token that a request brings; "" for none."""
    scheme, _, value = (_one(request, "authorization") or "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""
