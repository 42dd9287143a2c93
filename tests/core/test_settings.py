"""One object of settings: nothing else reads the environment, nobody changes it, nothing secret is printed."""

import pytest
from pydantic import ValidationError

from huizhen.core.settings import Environment, NodeRole, Settings

SECRET = "canary-secret"


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "HUIZHEN_ROLE", "HUIZHEN_ENVIRONMENT", "HUIZHEN_PORT"):
        monkeypatch.delenv(name, raising=False)


def test_a_node_is_in_production_at_headquarters_unless_told_otherwise() -> None:
    found = Settings()
    assert (found.environment, found.role, found.demo) == (Environment.PRODUCTION, NodeRole.HQ, False)
    assert found.bind == "127.0.0.1"
    assert found.key_dir.parent == found.data_dir


def test_a_store_is_refused_in_a_sentence_that_says_why() -> None:
    with pytest.raises(ValidationError, match="stores run against headquarters until replication lands"):
        Settings(role=NodeRole.STORE)


def test_the_environment_is_read_under_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIZHEN_ENVIRONMENT", "demo")
    monkeypatch.setenv("HUIZHEN_PORT", "9000")
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@/c")
    found = Settings()
    assert (found.demo, found.port) == (True, 9000)
    assert found.database_url is not None
    assert found.database_url.get_secret_value() == "postgresql://a:b@/c"


@pytest.mark.parametrize("port", ["0", "70000", "x"])
def test_an_impossible_port_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("HUIZHEN_PORT", port)
    with pytest.raises(ValidationError):
        Settings()


def test_nobody_changes_a_setting() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1  # type: ignore[misc] # the fault under test


def secrets() -> dict[str, str]:
    names = ("database_url", "owner_database_url", "key_passphrase", "media_secret")
    return {name: f"{SECRET}-{name}" for name in names}


def test_no_secret_is_printed_dumped_or_shown() -> None:
    found = Settings.model_validate(secrets())
    for shown in (repr(found), str(found), str(found.model_dump()), found.model_dump_json()):
        assert SECRET not in shown
        assert "**" in shown


@pytest.mark.parametrize("wrong", [{"role": "store"}, {"port": 0}, {"environment": "elsewhere"}])
def test_a_refusal_shows_no_secret_either(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate({**wrong, **secrets()})
    assert SECRET[:6] not in str(refused.value)
