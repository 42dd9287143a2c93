"""Logs: JSON lines of constant event names and ids. A key that is not listed here never leaves the process.

Source: stack.md §9, security.md §7.3. Logs are not the audit trail; the journal is.
"""

import logging
import sys
import threading
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, Final

import orjson
import structlog

ALLOWED_KEYS: Final = frozenset(
    {
        "event", "level", "timestamp", "error", "where",
        "request_id", "method", "route", "status", "took_ms", "node", "part", "process_id", "port", "version",
        "actor_id", "store_id", "session_id", "consultation_id", "document_id", "subject_id", "kind", "code",
        "count", "position", "lag_ms", "attempt", "delay_s", "exit_code", "signal", "path", "revision", "state",
    }
)  # fmt: skip


def _only_allowed(_: Any, __: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: value for key, value in entry.items() if key in ALLOWED_KEYS}


def _where_it_broke(_: Any, __: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception becomes its type and its place: its text may hold a value of a patient."""
    caught = entry.pop("exc_info", None)
    if not caught:
        return entry
    error = sys.exc_info()[1] if caught is True else caught[1] if isinstance(caught, tuple) else caught
    if isinstance(error, BaseException):
        entry["error"] = type(error).__name__
        trace, places = error.__traceback__, []
        while trace is not None:
            places.append(f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}")
            trace = trace.tb_next
        entry["where"] = " ".join(places[-8:])
    return entry


class _ConstantOnly(logging.Handler):
    """Other people's loggers: their logger name and level are kept, their sentence is not."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger().warning("library.warned", part=record.name, level=record.levelname.lower())


def configure(*, level: int = logging.INFO) -> None:
    """Set up logging for a process: our lines as JSON on stderr, libraries from WARNING on, without their text."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _where_it_broke,
            _only_allowed,
            structlog.processors.JSONRenderer(
                serializer=lambda entry, **_: orjson.dumps(entry, default=str).decode()
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_ConstantOnly()], level=logging.WARNING, force=True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def _uncaught(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    """A traceback prints the text of its errors; ours prints where it broke."""
    structlog.get_logger().critical("process.broken", exc_info=error)


def _uncaught_in_thread(broken: threading.ExceptHookArgs) -> None:
    structlog.get_logger().critical("thread.broken", exc_info=broken.exc_value)
