"""Sign-in over HTTP, and who I am."""

from typing import Final

import orjson

from huizhen import org
from huizhen.core.access import PUBLIC, At, Permission, Policy, Proof, Receipt, holds
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound
from huizhen.core.http.gate import Gate
from huizhen.core.http.routes import DECLARED, Routes
from huizhen.signin import queries, service, totp
from huizhen.signin.model import Account
from huizhen.signin.policy import ALLOW, Can
from huizhen.signin.rules import SESSION_ABSOLUTE, SESSION_IDLE, expires_at
from huizhen.signin.schemas import (
    CodeOut,
    DemoPeopleOut,
    DemoPersonOut,
    MeOut,
    OwnStoreOut,
    RoleOut,
    SignedInOut,
    SigninIn,
    SigninStateOut,
)

SESSION_COOKIE: Final = "__Host-hz"
DEVICE_COOKIE: Final = "__Host-hz-device"
DEVICE_S: Final = 400 * 24 * 3600
DEMO_ACCOUNTS_FILE: Final = "demo-accounts.json"

routes = Routes("signin", policy=ALLOW)


def _cookie(name: str, value: str, *, max_age_s: int) -> tuple[str, str]:
    return ("set-cookie", f"{name}={value}; Path=/; Max-Age={max_age_s}; Secure; HttpOnly; SameSite=Lax")


@routes.get("/signin", can=PUBLIC, at=At.HERE, proof=Proof.NONE)
def sign_in_state(uow: UnitOfWork, gate: Gate) -> SigninStateOut:
    """What a page asks before it asks who one is: nobody there is an answer, not a refusal. It prolongs nothing."""
    token = token_of(gate.request.cookies)
    live = None if token is None else queries.find_live(uow, token)
    return SigninStateOut(signed_in=live is not None, demo=gate.settings.demo)


@routes.post("/signin", can=PUBLIC, at=At.HQ, proof=Proof.NONE, receipt=Receipt.NONE)
def sign_in(given: SigninIn, uow: UnitOfWork, gate: Gate) -> SignedInOut:
    """Open a session by password and one-time code."""
    device = gate.request.cookies.get(DEVICE_COOKIE)
    opened = service.sign_in(uow, login=given.login, password=given.password, code=given.code, device=device)
    if isinstance(opened, service.Failed):
        uow.complete()
        raise opened.problem
    gate.headers.append(
        _cookie(SESSION_COOKIE, opened.token, max_age_s=int(SESSION_ABSOLUTE.total_seconds()))
    )
    gate.headers.append(_cookie(DEVICE_COOKIE, opened.device, max_age_s=DEVICE_S))
    return SignedInOut(user_id=opened.account_id)


@routes.post("/signout", can=Can.USE, at=At.HQ, proof=Proof.SESSION, receipt=Receipt.NONE, status=204)
def sign_out(uow: UnitOfWork, gate: Gate) -> None:
    """End this session."""
    service.sign_out(uow)
    gate.headers.append(_cookie(SESSION_COOKIE, "", max_age_s=0))


@routes.get("/me", can=Can.USE, at=At.HERE, proof=Proof.SESSION)
def me(uow: UnitOfWork, gate: Gate) -> MeOut:
    """The signed-in person, his places and what he may do at all."""
    account = uow.session.get_one(Account, uow.actor.user_id)
    person = org.get_practitioner(uow, account.id)
    live = queries.require_live(uow, token_of(gate.request.cookies))
    places = {each.id: each for each in org.list_places(uow, ids=[role.org_id for role in uow.actor.roles])}
    stores = [places[each] for each in uow.actor.stores()]
    return MeOut(
        user_id=account.id,
        login=account.login,
        name=person.name,
        title=person.title,
        roles=[
            RoleOut(
                role=each.role, org_id=each.org_id, org_name=places[each.org_id].name, store_id=each.store_id
            )
            for each in sorted(uow.actor.roles, key=lambda role: role.role)
        ],
        permissions=sorted(_held(uow)),
        store=OwnStoreOut(id=stores[0].id, code=stores[0].code, name=stores[0].name) if stores else None,
        demo=gate.settings.demo,
        idle_s=int(SESSION_IDLE.total_seconds()),
        expires_at=expires_at(started_at=live.started_at, seen_at=uow.now).isoformat(),
    )


def _held(uow: UnitOfWork) -> set[Permission]:
    policies: list[Policy] = [each.policy for each in DECLARED.values()]
    return {can for policy in policies for can in policy if holds(policy, can, uow.actor)}


@routes.get("/demo/people", can=PUBLIC, at=At.HERE, proof=Proof.NONE)
def demo_people(uow: UnitOfWork, gate: Gate) -> DemoPeopleOut:  # noqa: ARG001 - every handler runs in a unit of work
    """Everybody of the demo, with password and authenticator. Outside the demo there is no such page."""
    file = gate.settings.data_dir / DEMO_ACCOUNTS_FILE
    if not gate.settings.demo or not file.is_file():
        raise NotFound
    host = gate.request.headers["host"]
    port = host.rpartition(":")[2] if ":" in host else ""
    base = gate.settings.base_host + (f":{port}" if port else "")
    people = orjson.loads(file.read_bytes())
    return DemoPeopleOut(
        people=[DemoPersonOut(**each, url=f"http://{each['login']}.{base}/") for each in people]
    )


@routes.get("/demo/code", can=Can.USE, at=At.HERE, proof=Proof.SESSION)
def demo_code(uow: UnitOfWork, gate: Gate) -> CodeOut:
    """The current code of the signed-in person, shown in the demo's step-up dialog and nowhere else."""
    if not gate.settings.demo:
        raise NotFound
    account = uow.session.get_one(Account, uow.actor.user_id)
    seed = queries.seed_of(uow, account)
    code, left = totp.current_code(seed, at=uow.now, last_step=account.totp_last_step)
    return CodeOut(code=code, seconds_left=left)


def token_of(cookies: dict[str, str]) -> str | None:
    """The session token among a connection's cookies."""
    return cookies.get(SESSION_COOKIE)
