"""A real site and a real browser. Where no Chromium is installed these tests say so; in CI they fail."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium():
    if CHROMIUM is None:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up("no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """The folder in which a module's site keeps everything."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def address(chromium, data):
    """The address of `vankien serve`, with its worker, on data of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"DJANGO_SETTINGS_MODULE", "VANKIEN_DATA"}
    site = subprocess.Popen(
        [
            Path(sys.executable).with_name("vankien"),
            "serve",
            "--port",
            str(port),
            "--data",
            data,
        ],
        stdout=subprocess.PIPE,
        text=True,
        env={k: v for k, v in os.environ.items() if k not in own},
    )
    assert str(port) in site.stdout.readline()
    yield f"http://127.0.0.1:{port}"
    site.terminate()
    site.communicate(timeout=30)


@pytest.fixture(params=[1280, 375], ids=["desktop", "narrow"])
def page(chromium, address, request):
    """A page of a fresh profile; whatever the browser complains of fails the test."""
    context = chromium.new_context(viewport={"width": request.param, "height": 800}, base_url=address)
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda sent: None if sent.url.startswith((address, "data:")) else complaints.append(sent.url),
    )
    yield page
    context.close()
    assert complaints == []
