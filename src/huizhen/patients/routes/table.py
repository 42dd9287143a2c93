"""The table that every file of this folder writes its routes into, and the day on the desk's calendar."""

from datetime import date
from zoneinfo import ZoneInfo

from huizhen.core.db.unit import UnitOfWork
from huizhen.core.http.gate import Gate
from huizhen.core.http.routes import Routes
from huizhen.patients.policy import ALLOW

routes = Routes("patients", policy=ALLOW)


def today(uow: UnitOfWork, gate: Gate) -> date:
    """The date where the node stands, which in the night is not that of UTC."""
    return uow.now.astimezone(ZoneInfo(gate.settings.time_zone)).date()
