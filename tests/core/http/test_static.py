"""The built client is served from its folder and from nowhere else, each page with a nonce of its own."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from huizhen.app import create_app, edged
from huizhen.core.errors import NotFound
from huizhen.core.http.static import NONCE_MARK, WebClient
from huizhen.core.settings import Settings
from tests.world import HOST, World

PAGE = f'<script nonce="{NONCE_MARK}"></script><style nonce="{NONCE_MARK}"></style>'


@pytest.fixture
def build(tmp_path: Path) -> Path:
    folder = tmp_path / "build"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(f"staff {PAGE}", "utf-8")
    (folder / "h5.html").write_text(f"patients {PAGE}", "utf-8")
    (folder / "assets" / "app-1a2b.js").write_text("run()", "utf-8")
    (folder / "icon.svg").write_text("<svg/>", "utf-8")
    (tmp_path / "secret.txt").write_text("canary", "utf-8")
    (folder / "assets" / "link.js").symlink_to(tmp_path / "secret.txt")
    return folder


@pytest.fixture
def client(world: World, settings: Settings, build: Path) -> Iterator[TestClient]:
    app = create_app(settings.model_copy(update={"web_dir": build}), world.workshop)
    with TestClient(edged(app), base_url=HOST, raise_server_exceptions=False) as made:
        yield made


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/", "staff"),
        ("/patients/1", "staff"),
        ("/index.html", "staff"),
        ("/guest", "patients"),
        ("/verify", "patients"),
        ("/verify/7K2M-9QXD-4HTB-W5ZC", "patients"),
        ("/guests", "staff"),
    ],
)
def test_a_page_is_never_kept_and_its_nonce_is_in_its_policy(client: TestClient, path: str, who: str) -> None:
    nonces = []
    for _ in range(2):
        answer = client.get(path)
        assert (answer.status_code, answer.text.split()[0]) == (200, who)
        assert answer.headers["cache-control"] == "no-store"
        found = re.findall('nonce="([^"]*)"', answer.text)
        assert len(found) == 2
        assert len(set(found)) == 1
        assert len(found[0]) >= 22
        assert f"'nonce-{found[0]}'" in answer.headers["content-security-policy"]
        assert NONCE_MARK not in answer.text
        nonces.append(found[0])
    assert nonces[0] != nonces[1]


def test_the_policy_of_a_page_runs_no_script_but_ours(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert all(each in policy for each in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"))


def test_a_hashed_asset_is_kept_for_a_year_and_another_file_is_asked_for_again(client: TestClient) -> None:
    asset = client.get("/assets/app-1a2b.js")
    assert (asset.text, asset.headers["cache-control"]) == ("run()", "public, max-age=31536000, immutable")
    assert asset.headers["content-security-policy"].startswith("default-src 'none'")
    assert asset.headers["x-content-type-options"] == "nosniff"
    assert client.get("/icon.svg").headers["cache-control"] == "no-cache"


def test_an_asset_that_is_gone_and_a_route_that_never_was_are_not_found(client: TestClient) -> None:
    gone = client.get("/assets/app-old.js")
    for path in ("/api", "/api/", "/api/no/such/route", "/assets/", "/assets/x.html"):
        answer = client.get(path)
        assert (answer.status_code, answer.content) == (gone.status_code, gone.content) == (404, gone.content)
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        "assets/../../secret.txt",
        "../secret.txt",
        "assets/link.js",
        "assets/../index.html",
        "assets/\0.js",
        "assets/" + "x" * 300 + ".js",
        "assets/" + "x/" * 3000,
        "/etc/passwd",
        "assets//etc/passwd",
        "..",
        "icon.svg/../../secret.txt",
        "\0.txt",
    ],
)
def test_nobody_climbs_out_of_the_folder(build: Path, path: str) -> None:
    request = Request({"type": "http", "path_params": {"path": path}, "headers": []})
    try:
        answer = asyncio.run(WebClient(build).page(request))
    except NotFound:
        return
    assert bytes(answer.body).split()[0] == b"staff"


@pytest.mark.parametrize(
    "path", ["/assets/%2e%2e/%2e%2e/secret.txt", "/%2e%2e/secret.txt", "/assets/%00", "/%00"]
)
def test_an_escaped_way_out_is_none_either(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {200, 404}
    assert "canary" not in answer.text


def test_without_a_build_there_is_no_page(world: World, settings: Settings, tmp_path: Path) -> None:
    assert not WebClient(tmp_path).built
    app = create_app(settings.model_copy(update={"web_dir": tmp_path}), world.workshop)
    with TestClient(edged(app), base_url=HOST) as client:
        assert client.get("/").status_code == 404
