"""Write runtime.lock and test.lock: resolve pyproject.toml's ranges in a fresh environment."""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
TORCH = "torch==2.13.0"  # one version for CPU and CUDA builds
HEAD = "# Every package at an exact version. Made by `make lock` from pyproject.toml.\n"


def freeze(folder: Path, requirements: list[str]) -> list[str]:
    """Install into the environment and list what is there."""
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", TORCH, *requirements], check=True)
    found = subprocess.run(
        [
            python,
            "-m",
            "pip",
            "freeze",
            "--all",
            "--exclude",
            "pip",
            "--exclude",
            "hukou-assistant",
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    lines = [line.split(" @ ")[0] for line in found.stdout.splitlines()]
    return [TORCH if line.split("==")[0] == "torch" else line for line in lines]


def main() -> None:
    """Runtime first; the test lock adds what only tests need."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        runtime = freeze(folder, ["setuptools>=80", str(ROOT)])
        test = freeze(folder, [f"{ROOT}[test]"])
    (HERE / "runtime.lock").write_text(HEAD + "\n".join(runtime) + "\n")
    extra = [line for line in test if line not in runtime]
    (HERE / "test.lock").write_text(HEAD + "-r runtime.lock\n" + "\n".join(extra) + "\n")


if __name__ == "__main__":
    main()
