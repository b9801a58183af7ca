"""The examples of docs/api.md, run against a real server."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.wiring import Knowledge
from tests.assistant.serving import OPEN, make_access, make_small, running, served
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(bash|python|js)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = {
    "bash": ["bash", "-euo", "pipefail", "-c"],
    "python": [sys.executable, "-W", "error", "-c"],
    "js": ["node", "--input-type=module", "--eval"],
}


@pytest.fixture(scope="module")
def address(small: Knowledge) -> Iterator[str]:
    access, assistant = make_access(OPEN), make_small(small)
    with running(served(small, access, assistant=assistant)) as found:
        yield found
    access.records.close()
    assistant.conversations.close()


@pytest.mark.parametrize(
    ("language", "code"), EXAMPLES, ids=[f"{n}-{kind}" for n, (kind, _) in enumerate(EXAMPLES)]
)
def test_an_example_of_the_page_runs(
    address: str, language: str, code: str, tmp_path: Path
) -> None:
    command = COMMANDS[language]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this machine")
    code = code.replace("http://127.0.0.1:7860", address)

    done = subprocess.run(
        [*command, code], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "24 hours" in done.stdout or "204" in done.stdout or "Last-Event-ID" in code


def test_the_page_has_examples_in_all_three_languages() -> None:
    assert {language for language, _ in EXAMPLES} == set(COMMANDS)
    assert len(EXAMPLES) >= 6
