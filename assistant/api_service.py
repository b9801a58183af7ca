"""The routes that say how the service is."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel

from assistant import api_schema as schema
from assistant.access import METRICS
from assistant.api import CallerOf
from assistant.errors import Forbidden
from assistant.pipeline import Assistant
from assistant.telemetry import CONTENT_TYPE_LATEST, Telemetry


class LiveShape(BaseModel):
    """The process lives."""

    status: str


class ReadyShape(BaseModel):
    """Questions can be answered, from these collections."""

    status: str
    collections: list[str]


def service_routes(assistant: Assistant, telemetry: Telemetry) -> APIRouter:
    """Health and figures."""
    routes = APIRouter(tags=["service"])

    @routes.get(
        "/healthz",
        summary="The process lives",
        response_model=LiveShape,
        responses={
            200: schema.answer("It does", {"status": "ok"}),
            **schema.errors(instance="/healthz"),
        },
    )
    def healthz() -> dict[str, str]:
        """Says nothing of whether questions can be answered."""
        return {"status": "ok"}

    @routes.get(
        "/readyz",
        summary="Questions can be answered",
        response_model=ReadyShape,
        responses={
            200: schema.answer("They can", {"status": "ok", "collections": ["corpus"]}),
            **schema.errors(instance="/readyz"),
        },
    )
    def readyz() -> dict[str, Any]:
        """Names the collections that are searched."""
        return {"status": "ok", "collections": list(assistant.retriever.collections)}

    @routes.get(
        METRICS,
        summary="Counters and timings for Prometheus",
        response_class=Response,
        responses={
            200: schema.answer(
                "The figures",
                'hukou_http_requests_total{method="POST",route="/api/v1/chat",status="200"} 4.0\n',
                media_type="text/plain",
            ),
            **schema.errors(instance=METRICS),
        },
    )
    def metrics(caller: CallerOf) -> Response:
        """From this machine, or with a key made with --metrics; never the text of a question."""
        if not caller.sees_metrics:
            raise Forbidden(
                "this key may not read figures", hint="`hukou key add NAME --metrics` makes one"
            )
        return Response(telemetry.exposition(), media_type=CONTENT_TYPE_LATEST)

    return routes
