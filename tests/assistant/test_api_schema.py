"""The description at /openapi.json holds, and says everything."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.config import SchemathesisConfig

from assistant.reach import Reach
from assistant.wiring import Knowledge
from tests.assistant.serving import client_of, make_access, make_small, running, served

REFUSED = ["401", "403", "404", "413", "422", "429"]  # what a valid request may meet
CONFIG = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", *REFUSED]},
        "negative_data_rejection": {"expected-statuses": ["400", "405", "431", *REFUSED]},
    },
}


@pytest.fixture(scope="module")
def app(small: Knowledge) -> Iterator[Any]:
    access, assistant = make_access(Reach("127.0.0.1", per_address=100_000)), make_small(small)
    yield served(small, access, assistant=assistant)
    access.records.close()
    assistant.conversations.close()


@pytest.fixture(scope="module")
def described(app: Any) -> Iterator[Any]:
    with running(app) as address:
        config = SchemathesisConfig.from_dict(CONFIG)
        yield schemathesis.openapi.from_url(f"{address}/openapi.json", config=config)


@pytest.fixture(scope="module")
def description(app: Any) -> dict[str, Any]:
    found: dict[str, Any] = client_of(app).get("/openapi.json").json()
    return found


def test_every_route_does_as_it_is_described(described: Any) -> None:
    operations = [result.ok() for result in described.get_all_operations()]

    for operation in operations:

        @settings(
            max_examples=3,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def holds(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate()

        holds()
    assert len(operations) >= 16


def test_every_route_has_an_example_of_each_answer_and_error(description: dict[str, Any]) -> None:
    without = [
        f"{method} {path} {status}"
        for path, methods in description["paths"].items()
        for method, route in methods.items()
        for status, answer in route["responses"].items()
        for content in answer.get("content", {}).values()
        if "example" not in content
    ]
    assert without == []


def test_every_error_is_described_as_problem_details(description: dict[str, Any]) -> None:
    for methods in description["paths"].values():
        for route in methods.values():
            errors = {code: r for code, r in route["responses"].items() if code >= "400"}
            assert {"400", "401", "403", "413", "422", "429", "500", "503"} <= set(errors)
            for answer in errors.values():
                assert list(answer["content"]) == ["application/problem+json"]
    assert description["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    assert description["info"]["version"]


def test_every_request_has_an_example(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    for methods in description["paths"].values():
        for route in methods.values():
            for content in route.get("requestBody", {}).get("content", {}).values():
                name = content["schema"]["$ref"].rpartition("/")[2]
                assert schemas[name]["examples"]
            for parameter in route.get("parameters", []):
                assert parameter.get("examples") or parameter["schema"].get("examples"), parameter
