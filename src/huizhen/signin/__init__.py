"""Accounts, sign-in by password and one-time code, sessions, and the proof of a single act.

Invariant: a session is one row that can be ended; a code opens one session or proves one act, once.
"""

from huizhen.signin.policy import ALLOW
from huizhen.signin.routes import DEMO_ACCOUNTS_FILE, SESSION_COOKIE, routes, token_of
from huizhen.signin.rules import ProofMethod
from huizhen.signin.service import Proven, get_actor, make_account, prove
from huizhen.signin.totp import uri as totp_uri

__all__ = [
    "ALLOW",
    "DEMO_ACCOUNTS_FILE",
    "SESSION_COOKIE",
    "ProofMethod",
    "Proven",
    "get_actor",
    "make_account",
    "prove",
    "routes",
    "token_of",
    "totp_uri",
]
