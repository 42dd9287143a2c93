"""The event stream as text. Source: HTML Living Standard §9.2.6."""

from typing import Final

import orjson

from huizhen.core.db.hub import News, Position
from huizhen.notify.rules import RETRY_MIN_MS

BEAT: Final = b": beat\n\n"
MARK: Final = "mark"
RESET: Final = "reset"


def news_frame(news: News) -> bytes:
    """An entry: what happened to which subject. Whoever wants more asks by the ordinary routes."""
    told = {
        "kind": news.kind,
        "subject_type": news.subject_type,
        "subject_id": None if news.subject_id is None else str(news.subject_id),
    }
    return _frame(news.position, news.kind, orjson.dumps(told))


def mark_frame(position: Position) -> bytes:
    """No news up to here: a listener who hears little is not sent back to the beginning of a busy journal."""
    return _frame(position, MARK, b"{}")


def reset_frame(position: Position) -> bytes:
    """What happened before cannot be told any more: read everything again."""
    return _frame(position, RESET, b"{}")


def retry_line(spread_ms: int) -> bytes:
    """When to come back; `spread_ms` is drawn, so that not everybody comes back at once."""
    return b"retry: %d\n\n" % (RETRY_MIN_MS + spread_ms)


def _frame(position: Position, event: str, data: bytes) -> bytes:
    return b"id: %s\nevent: %s\ndata: %s\n\n" % (str(position).encode(), event.encode(), data)
