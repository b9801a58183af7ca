"""Short-lived tokens that bind a widget's calls to its page and conversation."""

import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from assistant.errors import Unauthorised
from corpus.errors import AssistantError

LIFETIME_SECONDS = 600
RENEWABLE_SECONDS = 24 * 3600
_SALT = "hukou-widget-session"
_SECRET_BYTES = 32
_HINT = "open a session anew: POST /api/v1/widget/session"


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token binds.

    Attributes:
        widget: id of the widget's record; "" where HUKOU_WIDGET_ORIGINS admitted the page.
        origin: of the page, exactly as its browser sends it.
    """

    widget: str
    origin: str
    conversation_id: str


class Tokens:
    """Signs and reads tokens; nothing of them is stored."""

    def __init__(self, secret: str, *, now: Callable[[], float] = time.time) -> None:
        """Take the secret.

        Args:
            secret: as `load_secret` gives it.
            now: seconds since 1970.
        """
        self._serializer = URLSafeTimedSerializer(
            secret,
            salt=_SALT,
            signer=_Signer,
            signer_kwargs={"digest_method": sha256, "key_derivation": "hmac", "now": now},
        )

    def sign(self, grant: Grant) -> str:
        """A token that holds for `LIFETIME_SECONDS`."""
        return str(self._serializer.dumps([grant.widget, grant.origin, grant.conversation_id]))

    def read(self, token: str, *, lifetime_seconds: int = LIFETIME_SECONDS) -> Grant:
        """What a token binds.

        Raises:
            Unauthorised: it has run out, or was not signed here.
        """
        try:
            widget, origin, conversation_id = self._serializer.loads(
                token, max_age=lifetime_seconds
            )
        except SignatureExpired as error:
            raise Unauthorised("the token has run out", hint=_HINT) from error
        except BadData as error:
            raise Unauthorised("the token was not signed here", hint=_HINT) from error
        return Grant(widget, origin, conversation_id)


class _Signer(TimestampSigner):
    def __init__(self, *arguments: Any, now: Callable[[], float], **options: Any) -> None:
        super().__init__(*arguments, **options)  # both passed through to itsdangerous
        self._now = now

    def get_timestamp(self) -> int:
        return int(self._now())


def load_secret(path: Path) -> str:
    """The secret that tokens are signed with, made at first use; only the user can read it.

    Raises:
        AssistantError: the file holds no secret.
        OSError: it cannot be read or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(_SECRET_BYTES))
    path.chmod(0o600)
    secret = path.read_text().strip()
    if len(secret) < _SECRET_BYTES:
        raise AssistantError(
            f"{path} holds no secret", hint=f"delete {path}: a new one is made, and tokens end"
        )
    return secret
