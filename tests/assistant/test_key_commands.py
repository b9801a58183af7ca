"""`hukou key` and `hukou widget`, as a person runs them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.key_commands import key_app
from assistant.records import Records
from assistant.widget_commands import widget_app
from corpus.errors import AssistantError


@pytest.fixture(autouse=True)
def _data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUKOU_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")


def _key(*words: str) -> Result:
    return CliRunner().invoke(key_app, words, catch_exceptions=False)


def _widget(*words: str) -> Result:
    return CliRunner().invoke(widget_app, words, catch_exceptions=False)


def test_a_key_is_made_listed_with_its_use_and_revoked(tmp_path: Path) -> None:
    assert "no keys" in _key("list").stderr
    key = _key("add", "search", "--requests-per-minute", "7", "--metrics").stdout.strip()
    records = Records(tmp_path / "access.sqlite")
    record = records.key(key)
    assert record is not None

    before = _key("list").stdout
    records.count(record.owner)
    after = _key("list").stdout
    revoked = _key("revoke", "search")

    assert f"search  hk_{record.id}_…  7 a minute, /metrics\n  not used yet" in before
    assert key not in before
    assert "1 requests today, 1 in all, the last at 20" in after
    assert revoked.stdout == "search is revoked\n"
    assert records.key(key) is None
    records.close()


def test_a_widget_is_made_listed_rotated_and_revoked(tmp_path: Path) -> None:
    assert "no widgets" in _widget("list").stderr
    origins = ["--origin", "https://Uni.example:443", "--origin", "http://localhost:3000"]
    defaults = ["--status", "foreigner", "--place", "上海", "--lang", "en"]

    made = _widget("add", "uni", *origins, *defaults, "--requests-per-minute", "9")
    listed = _widget("list").stdout
    rotated = _widget("rotate", "uni")

    assert made.stdout.startswith('<script src="https://HOST/widget.js" defer></script>\n')
    old, new = (done.stdout.partition('widget="')[2].partition('"')[0] for done in (made, rotated))
    assert f"uni  {old}  https://uni.example, http://localhost:3000" in listed
    assert "foreigner · cn/shanghai · en · 9 a minute · not used yet" in listed
    assert new
    assert new != old
    assert new in _widget("list").stdout
    assert _widget("revoke", "uni").stdout == "uni is revoked\n"
    assert "uni" not in _widget("list").stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["add", "uni", "--origin", "https://*.uni.example"], "wildcard"),
        (["add", "uni", "--origin", "https://uni.example/page"], "nothing follows the host"),
        (["revoke", "none"], "no widget is named 'none'"),
        (["rotate", "none"], "no widget is named 'none'"),
    ],
)
def test_a_widget_that_cannot_be_is_said(words: list[str], message: str) -> None:
    with pytest.raises(AssistantError, match=message) as raised:
        _widget(*words)
    assert raised.value.hint


@pytest.mark.parametrize(
    ("more", "message"),
    [(["--place", "Atlantis"], "not known as one place"), (["--lang", "fr"], "no language")],
)
def test_a_default_that_means_nothing_is_said(more: list[str], message: str) -> None:
    done = _widget("add", "uni", "--origin", "https://uni.example", *more)

    assert done.exit_code == 1
    assert message in done.stderr
