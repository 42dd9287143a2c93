"""Raw ASGI around the application: request id, own-origin rule, security headers, one access line.

Source: security.md §2.3 (Origin), §7.2 (headers), stack.md §9.
"""

import re
import secrets
import time
from typing import Final

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger()

REQUEST_ID_BYTES: Final = 12
UNSAFE: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()"
    ),
}
API_CSP: Final = "default-src 'none'; frame-ancestors 'none'"
HSTS: Final = "max-age=63072000; includeSubDomains"


class Edge:
    """The outermost layer. `hosts`: the names under which this node may be reached."""

    def __init__(self, app: ASGIApp, *, hosts: re.Pattern[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse foreign hosts and origins, then pass on."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        request_id = secrets.token_hex(REQUEST_ID_BYTES)
        scope.setdefault("state", {})["request_id"] = request_id
        headers = Headers(scope=scope)
        app = _refuse if self._foreign(scope, headers) else self._app
        if scope["type"] == "websocket":
            await app(scope, receive, send)
            return
        await _answered(app, scope, receive, send, request_id)

    def _foreign(self, scope: Scope, headers: Headers) -> bool:
        host = headers.get("host", "")
        if not self._hosts.fullmatch(host.rsplit(":", 1)[0]):
            return True
        if scope["type"] == "http" and scope["method"] not in UNSAFE:
            return False
        origin = headers.get("origin", "")
        fetch_site = headers.get("sec-fetch-site", "same-origin")
        return origin not in {f"http://{host}", f"https://{host}"} or fetch_site != "same-origin"


async def _answered(app: ASGIApp, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
    started = time.perf_counter()
    status = 500

    async def finish(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("content-security-policy", API_CSP)
            headers["request-id"] = request_id
            if scope["scheme"] == "https":
                headers["strict-transport-security"] = HSTS
        await send(message)

    try:
        await app(scope, receive, finish)
    finally:
        route = scope.get("route")
        log.info(
            "request.answered",
            request_id=request_id,
            method=scope["method"],
            route=getattr(route, "path", "-"),
            status=status,
            took_ms=round((time.perf_counter() - started) * 1000, 1),
        )


async def _refuse(scope: Scope, _: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
