"""No word of a patient leaves by the log, whoever logs it and however it breaks."""

import io
import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from huizhen.core import log
from huizhen.core.log import ALLOWED_KEYS

CANARY = "金丝雀"
Read = Callable[[], str]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[Read]:
    """Logging as a process sets it up, and all it wrote."""
    root, stream = logging.getLogger(), io.StringIO()
    kept, level, root.handlers = root.handlers, root.level, []
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", stream)
        log.configure()
    yield stream.getvalue
    root.handlers = kept
    root.setLevel(level)
    structlog.reset_defaults()


def lines(read: Read) -> list[dict[str, Any]]:
    return [json.loads(line) for line in read().splitlines()]


def test_a_key_that_is_not_listed_does_not_leave(written: Read) -> None:
    logger = structlog.get_logger().bind(patient_name=CANARY)
    with structlog.contextvars.bound_contextvars(complaint=CANARY):
        logger.info("visit.opened", name=CANARY, body={"text": CANARY}, count=2, msg=CANARY, exception=CANARY)
    (line,) = lines(written)
    assert line.keys() <= ALLOWED_KEYS
    assert (line["event"], line["count"], line["level"]) == ("visit.opened", 2, "info")
    assert CANARY not in written()


def break_it(word: str) -> None:
    secret = {"name": word}
    raise ValueError(f"cannot read {secret}", word)


def chained() -> None:
    try:
        break_it(CANARY)
    except ValueError as first:
        first.add_note(CANARY)
        raise KeyError(CANARY) from first


@pytest.mark.parametrize("how", ["exception", "true", "value", "tuple"])
def test_of_a_fault_its_type_and_place_leave_and_its_text_does_not(written: Read, how: str) -> None:
    logger = structlog.get_logger()
    try:
        chained()
    except KeyError as caught:
        if how == "exception":
            logger.exception("request.broken")
        else:
            given = {"true": True, "value": caught, "tuple": sys.exc_info()}[how]
            logger.error("request.broken", exc_info=given)  # noqa: TRY400 - its other spellings are the matter
    (line,) = lines(written)
    assert line["error"] == "KeyError"
    assert f"{__name__}:" in line["where"]
    assert CANARY not in written()
    assert CANARY.encode("unicode_escape").decode() not in written()


def test_a_database_that_quotes_the_row_is_not_quoted(written: Read, engine: Engine) -> None:
    with pytest.raises(DBAPIError) as refused, engine.begin() as connection:
        connection.execute(text("select cast(:word as integer)"), {"word": CANARY})
    structlog.get_logger().error("worker.broken", exc_info=refused.value)
    assert lines(written)[0]["error"] == "DataError"
    assert CANARY not in written()


def test_other_peoples_loggers_keep_their_name_and_lose_their_sentence(written: Read) -> None:
    library = logging.getLogger("somebodys.library")
    try:
        break_it(CANARY)
    except ValueError:
        library.exception("broke at %s", CANARY, extra={"name2": CANARY}, stack_info=True)
    library.warning(CANARY)
    library.info(CANARY)
    found = lines(written)
    assert [(each["part"], each["level"]) for each in found] == [("somebodys.library", "warning")] * 2
    assert {each["event"] for each in found} == {"library.warned"}
    assert CANARY not in written()


def test_a_library_that_logs_badly_breaks_nothing(written: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()  # pytest's own handler would complain
    monkeypatch.setattr(
        root, "handlers", [each for each in root.handlers if isinstance(each, log._ConstantOnly)]
    )
    logging.getLogger("bad").warning("%s %s", CANARY)  # noqa: PLE1206 - the fault under test
    assert len(lines(written)) == 1
    assert CANARY not in written()


def test_warnings_sent_to_the_log_lose_their_text(written: Read) -> None:
    logging.captureWarnings(capture=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(CANARY, UserWarning, stacklevel=1)
    finally:
        logging.captureWarnings(capture=False)
    assert CANARY not in written()


def test_a_line_is_one_line_whatever_an_id_holds(written: Read) -> None:
    structlog.get_logger().warning("a.b", code='x"\n{"event":"forged"}', path="\x1b[31m")
    assert len(lines(written)) == 1
    assert "\x1b" not in written()
