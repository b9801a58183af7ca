"""Demo: a host page with the widget, and a page that makes the snippet."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles

_PAGES = Path(__file__).parent / "web" / "demo"


def mount_demo(app: FastAPI) -> None:
    """Put the host page at `/demo/` and the snippet's page at `/demo/snippet`.

    Their calls come from the server's own origin, which a widget session admits.
    """

    @app.get("/demo/snippet", include_in_schema=False)
    def snippet() -> FileResponse:
        return FileResponse(_PAGES / "snippet.html")

    app.mount("/demo", StaticFiles(directory=_PAGES, html=True), name="demo")
