"""Use cases of a case: the only place that writes one.

Invariant: each locks its case first, so that commands about one case follow each other; state, grants and journal
change in one transaction.
"""

from huizhen.consultations.service.invitations import accept, decline, expire, invite, withdraw
from huizhen.consultations.service.opinions import sign_opinion
from huizhen.consultations.service.planning import cancel, schedule
from huizhen.consultations.service.requests import create, submit

__all__ = [
    "accept",
    "cancel",
    "create",
    "decline",
    "expire",
    "invite",
    "schedule",
    "sign_opinion",
    "submit",
    "withdraw",
]
