"""The commands, run as a person runs them; those over the real index mostly in this process."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import ir_measures
import jsonschema
import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.conversation_state import ConversationState
from assistant.conversations import Conversations
from tests.assistant.test_reply_schema import REPLY
from tests.conftest import ROOT


def _run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "COLUMNS": "200", **settings}
    command = [sys.executable, "-m", "assistant.cli", *words]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def _inside(*words: str, **settings: str) -> str:
    """What a command that ends well prints, without the seconds that a new process takes."""
    done = CliRunner().invoke(app, words, env={"COLUMNS": "200", **settings})
    assert done.exit_code == 0, done.output
    return done.stdout


def _beside_the_corpus(tmp_path: Path, real_data_dir: Path) -> Path:
    """A data folder of its own over the model and index of the corpus."""
    data = tmp_path / "var"
    (data / "index").mkdir(parents=True)
    (data / "models").symlink_to((real_data_dir / "models").resolve())
    (data / "index" / "corpus").symlink_to((real_data_dir / "index" / "corpus").resolve())
    return data


@pytest.fixture
def real_settings(real_data_dir: Path) -> dict[str, str]:
    return {"HUKOU_DATA_DIR": str(real_data_dir), "HUKOU_CONVERSATION_DAYS": "0"}


@pytest.mark.slow
def test_ask_prints_the_answer_and_its_sources(real_settings: dict[str, str]) -> None:
    done = _run("ask", "居住证多久签注一次？", **real_settings)

    assert done.returncode == 0
    assert "签注一次" in done.stdout
    assert re.search(r"\[1\] 《居住证暂行条例》第10条.*2016-01-01起施行", done.stdout)


@pytest.mark.slow
def test_ask_prints_the_reply_as_json(real_settings: dict[str, str]) -> None:
    question = "How do I get a residence permit?"

    reply = json.loads(_inside("ask", question, "--json", "--as-of", "2026-11-22", **real_settings))

    jsonschema.validate(reply, REPLY)
    assert reply["kind"] == "clarification"
    assert reply["scope"]["as_of"] == "2026-11-22"


@pytest.mark.slow
def test_search_prints_passages_with_scope(real_settings: dict[str, str]) -> None:
    rows = json.loads(_inside("search", "住宿登记", "--limit", "3", "--json", **real_settings))

    assert len(rows) == 3
    assert set(rows[0]) == {"passage_id", "score", "text", "sources", "scope"}
    assert "foreigner" in rows[0]["scope"]["statuses"]


@pytest.mark.slow
def test_ones_own_document_is_found_beside_the_corpus(tmp_path: Path, real_data_dir: Path) -> None:
    data = _beside_the_corpus(tmp_path, real_data_dir)
    (tmp_path / "dorm.md").write_text("# Dormitory rules\n\nQuiet hours begin at eleven at night.")
    settings = {"HUKOU_DATA_DIR": str(data)}

    ingest = ("ingest", str(tmp_path / "dorm.md"), "--collection", "dorm")
    asked = ("search", "when do quiet hours begin", "--collection", "dorm", "--json")

    added = _inside(*ingest, **settings)
    found = json.loads(_inside(*asked, **settings))
    again = _inside(*ingest, **settings)

    assert "dorm: 1 read" in added
    assert found[0]["passage_id"].startswith("dorm/dorm-")
    assert "1 unchanged" in again


@pytest.mark.slow
def test_a_file_of_questions_becomes_a_run_over_the_ids_that_documents_came_with(
    tmp_path: Path, real_data_dir: Path
) -> None:
    settings = {"HUKOU_DATA_DIR": str(_beside_the_corpus(tmp_path, real_data_dir))}
    documents = [
        {"id": "dogs-1", "text": "养犬应当登记。" + "犬只应当每年接种疫苗。" * 60},
        {"id": "noise-1", "text": "夜间十时后不得施工。"},
    ]
    (tmp_path / "rules.jsonl").write_text("\n".join(map(json.dumps, documents)))
    questions = [{"id": "q1", "text": "晚上能施工吗"}, {"id": "q2", "text": "register my dog"}]
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, questions)))

    _inside("ingest", str(tmp_path / "rules.jsonl"), "--collection", "rules", **settings)
    words = ["--batch", str(tmp_path / "q.jsonl"), "--run", str(tmp_path / "out.trec")]
    done = _inside("search", *words, "--collection", "rules", "--limit", "5", **settings)

    assert done.endswith("2 questions, 4 lines\n")
    run = list(ir_measures.read_trec_run(str(tmp_path / "out.trec")))  # type: ignore[no-untyped-call]  # theirs
    first = {each.query_id: each.doc_id for each in reversed(run)}
    assert first == {"q1": "noise-1", "q2": "dogs-1"}


@pytest.mark.parametrize(
    "words", [[], ["住宿", "--batch", "q.jsonl", "--run", "o"], ["--run", "o"]]
)
def test_search_wants_a_text_or_a_file_of_questions(words: list[str]) -> None:
    done = _run("search", *words)

    assert done.returncode == 1
    assert "give a text, or --batch with --run" in done.stderr


@pytest.mark.slow
def test_index_says_what_is_up_to_date(real_settings: dict[str, str]) -> None:
    assert _inside("index", **real_settings).startswith("index up to date: corpus")


def test_receipts_check_says_where_nothing_is_kept(tmp_path: Path) -> None:
    done = _run("receipts", "check", HUKOU_DATA_DIR=str(tmp_path))

    assert done.returncode == 0
    assert "no answers are kept in" in done.stdout


def test_receipts_check_lists_answers_whose_passages_changed(tmp_path: Path) -> None:
    conversations = Conversations(tmp_path / "conversations.sqlite", keep_days=30)
    citation = {"passage_id": "cn/gone#rule.en", "quote": "A rule.", "start": 0, "end": 7}
    reply = {"receipt": {"id": "r1", "corpus": "sha256:old"}, "citations": [citation]}
    conversations.remember("c1", ConversationState(), "an old question", reply)
    conversations.close()

    done = _run("receipts", "check", HUKOU_DATA_DIR=str(tmp_path))

    assert done.returncode == 1
    assert "r1  an old question\n  cn/gone#rule.en\n  was: A rule.\n  now: (gone)" in done.stdout
    assert "1 kept answers rest on passages that changed" in done.stderr


@pytest.mark.slow
def test_doctor_finds_nothing_wrong(real_settings: dict[str, str]) -> None:
    done = _run("doctor", **real_settings)

    assert done.returncode == 0, done.stdout
    assert "✗" not in done.stdout
    assert "statements" in done.stdout


def test_doctor_names_an_unknown_setting(tmp_path: Path) -> None:
    done = _run("doctor", HUKOU_DATA_DIR=str(tmp_path), HUKOU_PROT="1")

    assert done.returncode == 1
    assert "✗ HUKOU_PROT is no setting\n  → unset HUKOU_PROT" in done.stdout


@pytest.mark.parametrize(
    ("words", "settings", "message", "hint"),
    [
        (["ask", "多久", "--lang", "fr"], {}, "'fr' is no language", "give en"),
        (["ask", "多久", "--as-of", "soon"], {}, "'soon' is no date", "2026-11-22"),
        (["serve"], {"HUKOU_PORT": "0"}, "HUKOU_PORT: Input should be greater", "hukou settings"),
        (["serve"], {"HUKOU_PUBLIC_URL": "ask.example"}, "'ask.example' is no origin", "https://"),
        (
            ["serve"],
            {"HUKOU_LIMITS_STORE": "redis://127.0.0.1:1"},
            "limits cannot be kept in",
            "HUKOU_LIMITS_STORE",
        ),
        (["key", "revoke", "none"], {}, "no key is named 'none'", "hukou key list"),
        (
            ["ask", "多久"],
            {"HUKOU_EMBEDDER": "no/such"},
            "'no/such' cannot be loaded",
            "HUKOU_EMBEDDER",
        ),
        (
            ["ingest", "x.md", "--collection", "corpus"],
            {},
            "cannot be a collection",
            "hukou ingest",
        ),
    ],
)
def test_what_is_wrong_ends_in_a_message_and_a_hint(
    tmp_path: Path, words: list[str], settings: dict[str, str], message: str, hint: str
) -> None:
    done = _run(*words, HUKOU_DATA_DIR=str(tmp_path), **settings)

    assert done.returncode == 1
    assert message in done.stderr
    assert hint in done.stderr
    assert "Traceback" not in done.stderr


def test_a_busy_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _run("serve", "--port", str(port), HUKOU_DATA_DIR=str(tmp_path))

    assert done.returncode == 1
    assert f"127.0.0.1:{port} cannot be listened on" in done.stderr
    assert f"HUKOU_PORT={port + 1} make chat" in done.stderr


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    done = _run("key", "list", HUKOU_DATA_DIR=str(tmp_path / "file" / "var"))

    assert done.returncode == 1
    assert "HUKOU_DATA_DIR" in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_are_listed() -> None:
    done = _run("settings")

    assert "HUKOU_PORT=7860  port that" in done.stdout


def test_the_corpus_check_passes_and_names_faults(tmp_path: Path) -> None:
    (tmp_path / "law.md").write_text("外国人住在旅馆以外的地方，应当怎样怎样")

    done = _run("corpus", "check", "--against", str(tmp_path))

    assert done.returncode == 0, done.stdout
    assert done.stdout.rstrip().endswith("0 faults")


def test_help_is_there_for_every_command() -> None:
    done = _run("--help")

    for command in (
        "ask",
        "search",
        "ingest",
        "index",
        "serve",
        "doctor",
        "settings",
        "corpus",
        "receipts",
        "key",
        "widget",
    ):
        assert command in done.stdout


def test_importing_the_commands_loads_no_heavy_library() -> None:
    code = (
        "import sys, assistant.cli; print([m for m in ('torch', 'gradio', 'chromadb', "
        "'sentence_transformers', 'langchain_core') if m in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_coverage_is_printed_and_drawn(tmp_path: Path) -> None:
    page, picture = tmp_path / "c.html", tmp_path / "c.png"

    done = _run("corpus", "--html", str(page), "--png", str(picture))

    assert "registration" in done.stdout
    assert "statements, compared between" in done.stdout
    assert "Corpus coverage" in page.read_text()
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_what_ages_is_listed() -> None:
    now = _run("corpus", "stale", "--before", "2026-11-23")
    later = _run("corpus", "stale", "--before", "2027-03-01")

    assert now.stdout.strip() == "0 due"
    assert "cn/transit-240-hours: compare with its sources" in later.stdout


def test_a_statement_is_shown_with_its_sources() -> None:
    done = _run("corpus", "show", "cn/registering-where-you-stay#within-24-hours.en")

    assert "24小时" in done.stdout
    assert "eeal-2012:39(2)  Exit and Entry Administration Law" in done.stdout
    assert "registering-where-you-stay.zh.md:" in done.stdout


def test_an_unknown_statement_is_named() -> None:
    done = _run("corpus", "show", "no/such#one")

    assert done.returncode == 1
    assert "hukou search" in done.stderr
