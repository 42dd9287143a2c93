"""A person's calls over a real connection. Standard library only: the program of writers starts with it."""

import http.client
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote
from uuid import uuid4

LOOPBACK = "127.0.0.1"
BASE_HOST = "hq.huizhen.localhost"
ANSWER_S = 40


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: http.client.HTTPMessage

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Caller:
    """One connection, opened when it is needed. Not for two threads."""

    port: int
    cookie: str = ""
    refusals: list[Answer] = field(default_factory=list)
    _line: http.client.HTTPConnection | None = None

    def get(self, path: str, **query: str) -> Answer:
        text = "&".join(f"{name}={quote(value)}" for name, value in query.items())
        return self.send("GET", f"{path}?{text}" if text else path)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> Answer:
        return self.send("POST", path, body, key=key, **headers)

    def send(
        self, method: str, path: str, body: Any = None, *, key: str | None = None, **headers: str
    ) -> Answer:
        """A call below /api. `body`: what is sent as JSON, or the very bytes. What is refused is kept.

        Raises:
            OSError, HTTPException: no answer came.
        """
        host = f"{BASE_HOST}:{self.port}"
        raw = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        headers |= {"host": host, "origin": f"http://{host}", "cookie": self.cookie}
        headers |= {"content-type": "application/json", "idempotency-key": key or uuid4().hex}
        if self._line is None:
            self._line = http.client.HTTPConnection(LOOPBACK, self.port, timeout=ANSWER_S)
        try:
            self._line.request(method, f"/api{path}", raw, headers)
            response = self._line.getresponse()
            answer = Answer(response.status, response.read(), response.headers)
        except (OSError, http.client.HTTPException):
            self.hang_up()
            raise
        if response.will_close:
            self.hang_up()
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            self.refusals.append(answer)
        return answer

    def hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
