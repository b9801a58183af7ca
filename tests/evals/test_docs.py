"""docs/evaluation.md names what there is."""

import re

from evals.summary import METRICS
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")


def test_every_metric_is_defined_in_the_table() -> None:
    cells = re.findall(r"^\| ([^|]+?) \|", TEXT, flags=re.M)
    named = {name for cell in cells for name in re.split(r",? ", cell.replace(" ↓", ""))}

    assert set(METRICS) - named == set()


def test_every_option_named_is_one_of_the_command() -> None:
    command = (ROOT / "assistant" / "eval_commands.py").read_text(encoding="utf-8")
    known = set(re.findall(r'"(--[a-z-]+)"', command))
    known |= {
        f"--{name.replace('_', '-')}"
        for name in re.findall(r"^ +(\w+): Annotated", command, flags=re.M)
    }

    assert set(re.findall(r"--[a-z][a-z-]+", TEXT)) - known == set()
