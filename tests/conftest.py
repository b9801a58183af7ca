"""Small real parts for unit tests, and the real ones, made once, for slow tests."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.wiring import Knowledge, make_assistant, make_knowledge
from corpus.loader import Corpus, load_corpus
from index.embeddings import HashEmbedder

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "small_corpus"
TODAY = date(2026, 11, 27)


@pytest.fixture(scope="session")
def small_corpus() -> Corpus:
    """Three documents, one for each status."""
    return load_corpus(SMALL)


@pytest.fixture(scope="session")
def small(small_corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The small corpus, indexed with hashed trigrams."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("small"), conversation_days=0)
    return make_knowledge(settings, embedder=HashEmbedder(), corpus=small_corpus)


@pytest.fixture(scope="session")
def real_data_dir() -> Path:
    """Where the real model and index are; `make chat` shares it, so a second run is quick."""
    return Path(os.environ.get("HUKOU_TEST_DATA_DIR", ROOT / "var"))


@pytest.fixture(scope="session")
def real(real_data_dir: Path) -> Knowledge:
    """The whole corpus with the real embedding model and the real Chroma."""
    return make_knowledge(Settings(data_dir=real_data_dir))


@pytest.fixture(scope="session")
def assistant(real: Knowledge) -> Assistant:
    """The assistant as it is served, on a fixed day, keeping nothing."""
    return make_assistant(Settings(conversation_days=0), real, today=lambda: TODAY)


@pytest.fixture(scope="session")
def server(
    real: Knowledge, real_data_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of `hukou serve` in a process of its own."""
    log = tmp_path_factory.mktemp("server") / "log"
    port = free_port()
    environment = {
        **os.environ,
        "HUKOU_DATA_DIR": str(real_data_dir),
        "HUKOU_PORT": str(port),
        "HUKOU_CONVERSATION_DAYS": "0",
        "HF_HUB_OFFLINE": "1",
        "GRADIO_ANALYTICS_ENABLED": "False",
    }
    command = [sys.executable, "-m", "assistant.cli", "serve"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            pytest.fail(f"the server ended: {log.read_text()}")
        try:
            if httpx.get(f"{address}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start in two minutes: {log.read_text()}")
