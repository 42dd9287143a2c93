"""The table that every file of this folder writes its routes into, and what their answers share."""

from zoneinfo import ZoneInfo

from huizhen.consultations.model import Consultation
from huizhen.consultations.policy import ALLOW
from huizhen.consultations.schemas.wire import MovedOut
from huizhen.core.http.gate import Gate
from huizhen.core.http.routes import Routes

routes = Routes("consultations", policy=ALLOW)


def zone_of(gate: Gate) -> ZoneInfo:
    """The chain's own time zone."""
    return ZoneInfo(gate.settings.time_zone)


def moved(case: Consultation) -> MovedOut:
    """The answer to a command that moved a case."""
    return MovedOut(id=case.id, number=case.number, state=case.state, version=case.version)
