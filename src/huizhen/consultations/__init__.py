"""The case: request, invitations, session, opinions, signed conclusion.

Invariant: nothing reaches the record before the chair has signed; an expert's access begins when he accepts and ends
by a row.
"""

from huizhen.consultations.policy import ALLOW, Can
from huizhen.consultations.routes import routes
from huizhen.consultations.schemas.wire import (
    CancelIn,
    CreateIn,
    DeclineIn,
    InviteIn,
    OpinionIn,
    RequestIn,
    ScheduleIn,
)
from huizhen.consultations.service import (
    accept,
    cancel,
    create,
    decline,
    expire,
    invite,
    schedule,
    sign_opinion,
    submit,
    withdraw,
)

__all__ = [
    "ALLOW",
    "Can",
    "CancelIn",
    "CreateIn",
    "DeclineIn",
    "InviteIn",
    "OpinionIn",
    "RequestIn",
    "ScheduleIn",
    "accept",
    "cancel",
    "create",
    "decline",
    "expire",
    "invite",
    "routes",
    "schedule",
    "sign_opinion",
    "submit",
    "withdraw",
]
