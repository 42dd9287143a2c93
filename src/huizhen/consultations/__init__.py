"""The case: request, invitations, session, opinions, signed conclusion.

Invariant: nothing reaches the record before the chair has signed; an expert's access begins when he accepts and ends
by a row.
"""

from huizhen.consultations.policy import ALLOW, Can
from huizhen.consultations.routes import routes
from huizhen.consultations.schemas.conclusion import ConclusionIn, SignIn
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
    ReportDesk,
    accept,
    cancel,
    close_deserted,
    create,
    decline,
    deliver,
    expire,
    finish,
    invite,
    join,
    list_undelivered,
    make_guest_link,
    open_session,
    prepare_conclusion,
    schedule,
    sign_conclusion,
    sign_opinion,
    submit,
    withdraw,
)

__all__ = [
    "ALLOW",
    "Can",
    "CancelIn",
    "ConclusionIn",
    "CreateIn",
    "DeclineIn",
    "InviteIn",
    "OpinionIn",
    "ReportDesk",
    "RequestIn",
    "ScheduleIn",
    "SignIn",
    "accept",
    "cancel",
    "close_deserted",
    "create",
    "decline",
    "deliver",
    "expire",
    "finish",
    "invite",
    "join",
    "list_undelivered",
    "make_guest_link",
    "open_session",
    "prepare_conclusion",
    "routes",
    "schedule",
    "sign_conclusion",
    "sign_opinion",
    "submit",
    "withdraw",
]
