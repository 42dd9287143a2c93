"""Templates and facts that the tests of a case start from."""

from dataclasses import replace

from huizhen.consultations.gates import Facts, Opinion, Reply, SharedDevice
from huizhen.consultations.moves import Command
from huizhen.consultations.stages import DIRECT, Stage

FULL = replace(DIRECT, code="full", store_review=True, platform_matching=True)
WRITTEN = replace(DIRECT, code="written", has_session=False)
TEMPLATES = (DIRECT, FULL, WRITTEN, replace(WRITTEN, store_review=True))
EVERYTHING = frozenset(Command)

GOOD = Facts(
    patient_registered=True,
    location_recorded=True,
    adopted_by_physician=True,
    consents=frozenset({"treatment", "remote_consultation", "sharing"}),
    filled=DIRECT.request_fields,
    questions=frozenset({1, 2}),
    agreement_in_force=True,
    by_somebody_else=True,
    qualified=True,
    replies=(Reply.DECLINED, Reply.ACCEPTED, Reply.ACCEPTED),
    chair_accepted=True,
    time_confirmed=True,
    tests_green=True,
    attending_connected=True,
    physicians_proven=True,
    shared_device=SharedDevice.NOT_SHARED,
    chair_gone=True,
    stage=Stage.CONCLUDE,
    opinions=(Opinion.SIGNED, Opinion.DISSENT),
    entered=frozenset(Stage),
    ticked=frozenset(DIRECT.mandatory_items()),
    answered=frozenset({1, 2}),
    diagnoses_coded=True,
    recommendations_itemised=True,
    copies_equal=True,
    plan_signed=True,
    recommendations_open=0,
    outcome_recorded=True,
)
