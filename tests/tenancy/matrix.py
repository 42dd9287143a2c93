"""The matrix: every route against everybody who may not. Each check is one call whose answer is compared.

Invariant: no cell is left out; what a cell expects follows from the route's declaration and the case's `reach` alone.
Source: security.md §3.1, §8 (route without authorisation, existence oracle, refusal page that carries data).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import uuid4

from huizhen.core.access import PUBLIC, Role
from huizhen.core.http.gate import Declaration
from tests.tenancy.listening import first_part
from tests.tenancy.stage import Build, Case, Reach, Stage
from tests.world import HOST, Person

PASSING_HEADERS: Final = frozenset({"date", "request-id"})
CONFLICT: Final = 409


@dataclass(frozen=True)
class Answer:
    """What somebody got, without what differs from call to call."""

    status: int
    headers: frozenset[tuple[str, str]]
    body: bytes

    def tells(self, canaries: Iterable[str]) -> list[str]:
        """Which of these texts it holds, plain or escaped."""
        text = self.body.decode(errors="replace") + " ".join(
            f"{name}: {value}" for name, value in self.headers
        )
        return [each for each in canaries if each in text or json.dumps(each)[1:-1] in text]


@dataclass(frozen=True)
class Check:
    """One comparison. `wrong` says what is amiss, and is empty where nothing is."""

    column: str
    wrong: str


def ask(declared: Declaration, case: Case, person: Person, *, garbled: bool = False) -> Answer:
    """Make the case's call as somebody."""
    path = declared.path.format(**case.params)
    headers = {"origin": HOST, "idempotency-key": uuid4().hex, **case.headers}
    given: dict[str, Any] = {
        "json": None if case.body is None else json.loads(json.dumps(case.body, default=str))
    }
    if garbled:
        given = {"content": b'{"', "headers": {"content-type": "application/json"}}
    headers |= given.pop("headers", {})
    query = {name: str(value) for name, value in case.query.items()}
    if case.streams is not None:
        sent = {**headers, "cookie": person.client.headers.get("cookie", "")}
        status, told, body = first_part(case.streams, person.client.app, declared.method, path, sent)
        return Answer(status, _kept(told), body)
    got = person.client.request(declared.method, path, params=query, headers=headers, **given)
    return Answer(got.status_code, _kept(got.headers.items()), got.content)


def _kept(headers: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset((name, value) for name, value in headers if name not in PASSING_HEADERS)


class Row:
    """One route's row of the matrix."""

    def __init__(self, stage: Stage, declared: Declaration, build: Build) -> None:
        stage.forget_sessions()
        self.stage, self.declared = stage, declared
        self.subject, other = stage.a_subject(), stage.a_subject()
        self.case, self.second = build(stage, self.subject), build(stage, other)
        self.canaries = self.subject.canaries()
        self.all_canaries = (*self.canaries, str(self.subject.id), *map(str, self.case.ids()))

    def checks(self) -> Iterator[Check]:
        """All of them; refusals before the call that may change something."""
        yield self._reach_fits()
        if self.case.reach is Reach.OPEN:
            yield from self._open()
            return
        yield from self._without_session()
        yield from self._without_role()
        if self.case.reach is Reach.OWN:
            yield self._positive()
            yield from self._outsiders()
            return
        yield from self._outsiders()
        yield from self._unknown()
        yield from self._crossed()
        yield self._positive()
        yield self._expired()

    def _ask(self, person: Person, case: Case | None = None, *, later: bool = False) -> Answer:
        return ask(self.declared, case or self.case, self.stage.signed_in(person, later=later))

    def _unknown_cases(self) -> list[Case]:
        """The call about things that do not exist, one id at a time."""
        return [self.case.naming(each, uuid4()) for each in self.case.ids()]

    def _refused(self, column: str, got: Answer, status: int, *, like: Answer | None = None) -> Check:
        wrong = []
        if got.status != status:
            wrong.append(f"{got.status} instead of {status}")
        elif like is not None and got != like:
            wrong.append(f"{status} differs from the one of something unknown")
        if told := got.tells(self.all_canaries):
            wrong.append(f"the refusal tells {told}")
        return Check(column, ", ".join(wrong))

    def _silent(self, column: str, got: Answer, *, canaries: Iterable[str], statuses: set[int]) -> Check:
        wrong = [] if got.status in statuses else [f"{got.status} instead of {sorted(statuses)}"]
        if told := got.tells(canaries):
            wrong.append(f"the answer tells {told}")
        return Check(column, ", ".join(wrong))

    # ---- columns

    def _reach_fits(self) -> Check:
        is_open, names = self.declared.can is PUBLIC, bool(self.case.ids())
        if is_open != (self.case.reach is Reach.OPEN):
            return Check("reach", "only public routes are open")
        in_path = any(place.endswith("_id}") for place in self.declared.path.split("/"))
        if in_path and self.case.reach not in {Reach.ROW, Reach.OPEN}:
            return Check("reach", "a route with an id in its path is about that row")
        if self.case.reach is Reach.ROW and not names:
            return Check("reach", "the case names nothing")
        return Check("reach", "")

    def _open(self) -> Iterator[Check]:
        nobody = replace(self.case.by, client=self.stage.world.anonymous())
        for column, person in (("positive", self.case.by), ("anonymous", nobody)):
            statuses = {self.declared.status} if column == "positive" else set(range(200, 500))
            yield self._silent(
                column, ask(self.declared, self.case, person), canaries=self.all_canaries, statuses=statuses
            )

    def _without_session(self) -> Iterator[Check]:
        visitor = replace(self.case.by, client=self.stage.world.anonymous())
        first = ask(self.declared, self.case, visitor)
        yield self._refused("anonymous", first, 401)
        left = self.stage.signed_out(self.case.by)
        yield self._refused("ended session", ask(self.declared, self.case, left), 401, like=first)
        for each in self._unknown_cases():
            yield self._refused("anonymous", ask(self.declared, each, visitor), 401, like=first)
        if self.declared.method != "GET":
            garbled = ask(self.declared, self.case, visitor, garbled=True)
            yield self._refused("anonymous, garbled", garbled, 401, like=first)

    def _without_role(self) -> Iterator[Check]:
        holders = self.declared.policy[self.declared.can].roles
        first = self._ask(self.stage.nobody)
        yield self._refused("no role", first, 403)
        for role in sorted(set(Role) - holders):
            person = self.stage.at_home(role)
            yield self._refused(f"role {role}", self._ask(person), 403, like=first)
            for each in self._unknown_cases()[:1]:
                yield self._refused(f"role {role}", self._ask(person, each), 403, like=first)

    def _outsiders(self) -> Iterator[Check]:
        holders = self.declared.policy[self.declared.can].roles
        outsiders = [self.stage.outsider(role) for role in sorted(holders)]
        for person in (*outsiders, *self.case.strangers):
            column, got = f"stranger {person.role}", self._ask(person)
            if self.case.reach is Reach.ROW:
                yield self._refused(column, got, 404, like=self._nothing())
            elif self.case.reach is Reach.LISTED:
                yield self._silent(column, got, canaries=self.all_canaries, statuses={self.declared.status})
            else:
                some = {self.declared.status, 403, CONFLICT}
                yield self._silent(column, got, canaries=self.canaries, statuses=some)

    def _nothing(self) -> Answer:
        """What the one who may gets for something that does not exist."""
        return self._ask(self.case.by, self._unknown_cases()[0])

    def _unknown(self) -> Iterator[Check]:
        if self.case.reach is Reach.ROW:
            for each in self._unknown_cases():
                yield self._refused("unknown id", self._ask(self.case.by, each), 404, like=self._nothing())

    def _crossed(self) -> Iterator[Check]:
        """Ids of one patient under the path of another, both seen by the caller."""
        for own, others in zip(self.case.ids()[1:], self.second.ids()[1:], strict=True):
            if own != others:
                got = self._ask(self.case.by, self.case.naming(own, others))
                yield self._refused("another patient's id", got, 404, like=self._nothing())

    def _positive(self) -> Check:
        got = self._ask(self.case.by)
        if got.status != self.declared.status:
            return Check(
                "positive",
                f"{got.status} instead of {self.declared.status}: {got.body.decode(errors='replace')[:300]}",
            )
        hidden = set(self.case.shows) - set(got.tells(self.case.shows))
        return Check("positive", f"the answer lacks {sorted(hidden)}" if hidden else "")

    def _expired(self) -> Check:
        if self.case.ends is None:
            got = self._ask(self.case.by, later=True)
        else:
            self.case.ends()
            got = self._ask(self.case.by)
        if self.case.reach is Reach.LISTED:
            return self._silent("expired", got, canaries=self.all_canaries, statuses={self.declared.status})
        return self._refused("expired", got, 404, like=self._nothing())


def row_of(stage: Stage, declared: Declaration, build: Build) -> list[Check]:
    """The checks of one route."""
    return list(Row(stage, declared, build).checks())


def breaches(declared: Declaration, checks: Iterable[Check]) -> list[str]:
    """What is wrong, a line each."""
    return [f"{declared.operation}, {each.column}: {each.wrong}" for each in checks if each.wrong]
