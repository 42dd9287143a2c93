"""Use cases of a case: the only place that writes one.

Invariant: each locks its case first, so that commands about one case follow each other; state, grants and journal
change in one transaction.
"""

from huizhen.consultations.service.chairing import hand_over_chair, take_chair
from huizhen.consultations.service.checking import tick
from huizhen.consultations.service.conclusion import (
    ReportDesk,
    deliver,
    list_undelivered,
    prepare_conclusion,
    read_conclusion,
    show_pages,
    sign_conclusion,
    verify_paper,
)
from huizhen.consultations.service.invitations import accept, decline, expire, invite, withdraw
from huizhen.consultations.service.leading import close_call, close_deserted, finish, open_session, reopen
from huizhen.consultations.service.opinions import sign_opinion
from huizhen.consultations.service.planning import cancel, schedule
from huizhen.consultations.service.requests import create, submit
from huizhen.consultations.service.seating import (
    Joined,
    Link,
    admit,
    join,
    make_guest_link,
    remove,
    send_back,
    sit_patient,
)
from huizhen.consultations.service.staging import (
    Wanted,
    advance,
    answer_shared_device,
    move_room,
    retry,
    stay,
)

__all__ = [
    "Joined",
    "Link",
    "ReportDesk",
    "Wanted",
    "accept",
    "admit",
    "advance",
    "answer_shared_device",
    "cancel",
    "close_call",
    "close_deserted",
    "create",
    "decline",
    "deliver",
    "expire",
    "finish",
    "hand_over_chair",
    "invite",
    "join",
    "list_undelivered",
    "make_guest_link",
    "move_room",
    "open_session",
    "prepare_conclusion",
    "read_conclusion",
    "remove",
    "reopen",
    "retry",
    "schedule",
    "send_back",
    "show_pages",
    "sign_conclusion",
    "sign_opinion",
    "sit_patient",
    "stay",
    "submit",
    "take_chair",
    "tick",
    "verify_paper",
    "withdraw",
]
