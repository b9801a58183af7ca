"""One server that others can reach, with two sites and two programs, for the tests of access."""

from collections.abc import Iterator

import pytest

from assistant.wiring import Knowledge
from tests.assistant.serving import World, make_world


@pytest.fixture(scope="session")
def world(small: Knowledge) -> Iterator[World]:
    """As `hukou serve --host 0.0.0.0` has it."""
    made = make_world(small)
    yield made
    made.close()
