"""The media server's build: its key, its pinned version, its environment, and life without Go."""

import shutil
from pathlib import Path

import pytest
from deploy.setup import media, toolchain
from deploy.setup.terminal import Refused

MODULE = Path(__file__).parents[2] / "deploy" / "livekit"


@pytest.fixture
def module(tmp_path: Path) -> Path:
    copy = tmp_path / "livekit"
    copy.mkdir()
    for name in ("go.mod", "go.sum"):
        shutil.copy(MODULE / name, copy)
    return copy


def test_the_key_changes_with_module_sums_go_and_machine(module: Path) -> None:
    keys = {
        media.media_key(module, go_version="1.26.8", machine="x86_64"),
        media.media_key(module, go_version="1.26.9", machine="x86_64"),
        media.media_key(module, go_version="1.26.8", machine="aarch64"),
    }
    for name in ("go.mod", "go.sum"):
        (module / name).write_text((module / name).read_text() + "\n")
        keys.add(media.media_key(module, go_version="1.26.8", machine="x86_64"))
    assert len(keys) == 5


def test_the_key_changes_with_the_flags(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = media.media_key(module, go_version="1.26.8", machine="x86_64")
    monkeypatch.setattr(media, "FLAGS", ("-trimpath",))
    assert media.media_key(module, go_version="1.26.8", machine="x86_64") != before


def test_the_committed_module_requires_one_exact_release_without_replacements() -> None:
    assert media.pinned_version(MODULE) == "1.13.5"
    text = (MODULE / "go.mod").read_text()
    assert "replace" not in text
    assert f"tool {media.COMMAND}" in text


def test_a_user_without_go_of_his_own_gets_gos_caches_beside_ours() -> None:
    cache = Path("/cache")
    own = media.build_env(cache, {"HOME": "/root", "GOFLAGS": "-mod=mod"}, own_caches=False)
    assert "GOCACHE" not in own
    assert (own["CGO_ENABLED"], own["GOTOOLCHAIN"], own["GOFLAGS"]) == ("0", "local", "-mod=readonly")
    assert media.build_env(cache, {"HOME": "/root"}, own_caches=True)["GOMODCACHE"] == "/cache/go/mod"
    assert media.build_env(cache, {}, own_caches=False)["GOCACHE"] == "/cache/go/build"


def test_the_server_that_the_operator_names_is_not_built_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    media.build(tmp_path, tmp_path / "cache", {"HUIZHEN_LIVEKIT_BIN": "/opt/livekit-server", "PATH": ""})
    assert "nothing to build" in capsys.readouterr().out
    assert not (tmp_path / "cache").exists()


def test_a_machine_without_go_and_without_its_wheel_goes_on_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise Refused("no network")

    monkeypatch.setattr(toolchain, "go", refuse)
    media.build(tmp_path, tmp_path / "cache", {"PATH": str(tmp_path)})
    assert "no network" in capsys.readouterr().out
    assert media.available(tmp_path / "cache", {"PATH": str(tmp_path)}) is False
