import stat
from pathlib import Path

import pytest

from assistant.errors import Unauthorised
from assistant.tokens import LIFETIME_SECONDS, RENEWABLE_SECONDS, Grant, Tokens, load_secret
from corpus.errors import AssistantError

GRANT = Grant("w1", "https://uni.example", "c1")
OTHER = Grant("w1", "https://uni.example", "c2")


def test_a_token_gives_back_what_it_binds_until_it_runs_out() -> None:
    now = [1_000_000.0]
    tokens = Tokens("a" * 43, now=lambda: now[0])
    token = tokens.sign(GRANT)

    now[0] += LIFETIME_SECONDS
    assert tokens.read(token) == GRANT
    now[0] += 1
    with pytest.raises(Unauthorised, match="run out"):
        tokens.read(token)
    assert tokens.read(token, lifetime_seconds=RENEWABLE_SECONDS) == GRANT


def test_a_token_of_the_future_is_refused() -> None:
    now = [1_000_000.0]
    tokens = Tokens("a" * 43, now=lambda: now[0])
    token = tokens.sign(GRANT)
    now[0] -= 60

    with pytest.raises(Unauthorised):
        tokens.read(token)


@pytest.mark.parametrize(
    "spoil",
    [
        # Not the last character, of which base64 leaves some bits unused.
        lambda token: token[:-5] + ("A" if token[-5] != "A" else "B") + token[-4:],
        lambda token: "A" + token,
        lambda token: token.rpartition(".")[0],
        lambda token: "",
        lambda token: Tokens("b" * 43).sign(GRANT),
        lambda token: ".".join([Tokens("b" * 43).sign(OTHER).split(".")[0], *token.split(".")[1:]]),
    ],
)
def test_a_token_that_was_not_signed_here_is_refused(spoil: object) -> None:
    tokens = Tokens("a" * 43)
    assert callable(spoil)

    with pytest.raises(Unauthorised, match="not signed here"):
        tokens.read(spoil(tokens.sign(GRANT)))


def test_the_secret_is_made_once_and_only_its_user_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "token.secret"

    secret = load_secret(path)

    assert len(secret) >= 32
    assert load_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    load_secret(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_holds_no_secret_is_named(tmp_path: Path) -> None:
    path = tmp_path / "token.secret"
    path.write_text("short")

    with pytest.raises(AssistantError, match="holds no secret") as raised:
        load_secret(path)
    assert str(path) in raised.value.hint
