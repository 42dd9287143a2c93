"""The built web client: hashed assets for a year, entry pages never, each with its own CSP nonce."""

import secrets
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from huizhen.core.errors import NotFound

NONCE_MARK: Final = "__CSP_NONCE__"
NONCE_BYTES: Final = 18
ASSET_FOLDER: Final = "assets"
API_FOLDER: Final = "api"
YEAR: Final = "public, max-age=31536000, immutable"
CSP: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; worker-src 'self' blob:; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types huizhen default"
)
ENTRIES: Final = {"guest": "h5.html", "verify": "h5.html"}
STAFF_ENTRY: Final = "index.html"


class WebClient:
    """Serves one build folder. Unknown paths outside `/api` and `/assets` are the client's own routes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    @property
    def built(self) -> bool:
        """Whether there is a build to serve."""
        return (self._folder / STAFF_ENTRY).is_file()

    async def page(self, request: Request) -> Response:
        """An asset, or the entry page that the path belongs to."""
        path = request.path_params.get("path", "")
        first = path.split("/", 1)[0]
        if first == API_FOLDER:
            raise NotFound(path=path)
        file = self._file(path)
        if file is not None:
            cached = YEAR if first == ASSET_FOLDER else "no-cache"
            return FileResponse(file, headers={"cache-control": cached})
        if first == ASSET_FOLDER:
            raise NotFound(path=path)
        return self._entry(ENTRIES.get(first, STAFF_ENTRY))

    def _file(self, path: str) -> Path | None:
        try:
            file = (self._folder / path).resolve()
            found = file.is_relative_to(self._folder) and file.is_file() and file.suffix != ".html"
        except (OSError, ValueError):  # a name that no file can bear
            return None
        return file if found else None

    def _entry(self, name: str) -> Response:
        file = self._folder / name
        if not file.is_file():
            raise NotFound(path=name)
        nonce = secrets.token_urlsafe(NONCE_BYTES)
        page = file.read_text(encoding="utf-8").replace(NONCE_MARK, nonce)
        headers = {"content-security-policy": CSP.format(nonce=nonce), "cache-control": "no-store"}
        return Response(page, 200, headers, "text/html; charset=utf-8")
