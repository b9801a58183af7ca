"""What a wheel must hold beside the code."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]


@pytest.mark.parametrize("package", ["assistant", "corpus", "index"])
def test_every_file_that_a_package_reads_is_packed(package: str) -> None:
    folder = ROOT / package
    packed = {path for pattern in DATA[package] for path in folder.glob(pattern)}
    held = {
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    }

    assert held - packed == set()
