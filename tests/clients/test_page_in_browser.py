"""The page in a real browser: what a person does with a mouse, with keys alone, and what is there after it.

Needs Chromium, its driver (Debian: chromium and chromium-driver) and selenium, which langcheck does not install; skipped without them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from threading import Thread
from typing import Any

import pytest

from langcheck.clients import page_desk, page_server
from langcheck.clients.page_server import PageServer
from langcheck.readers import read_bytes
from langcheck.settings import Settings
from tests.clients.test_page import endless
from tests.word_files import paragraph, word_file

selenium = pytest.importorskip("selenium", reason="selenium is not installed")
if not (which("chromium") and which("chromedriver")):
    pytest.skip("there is no chromium with its chromedriver", allow_module_level=True)

from selenium.webdriver import ActionChains, Chrome, ChromeOptions, ChromeService  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

pytestmark = pytest.mark.model

TEXT = "The drug addict left.\n\nShe had met an underage prostitute."
ACCEPTED = "The person with drug addiction left.\n\nShe had met an underage prostitute."

DROP = """
const file = new File([Uint8Array.from(arguments[1])], arguments[0]);
const carried = new DataTransfer();
carried.items.add(file);
for (const kind of ["dragover", "drop"]) {
  document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
}
"""


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def chrome(downloads: Path) -> Iterator[Chrome]:
    os.environ["SE_OFFLINE"] = "true"
    options = ChromeOptions()
    options.binary_location = which("chromium")
    for told in ("--headless=new", "--disable-dev-shm-usage", "--window-size=1280,900"):
        options.add_argument(told)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    made = Chrome(options=options, service=ChromeService(which("chromedriver")))
    yield made
    made.quit()


class Person:
    """Somebody at the browser."""

    def __init__(self, chrome: Chrome, server: PageServer) -> None:
        self.chrome = chrome
        self.server = server
        chrome.get(server.address)

    def sees(self, told: str) -> None:
        """Wait until these words stand on the page."""
        self.until(lambda: told in self.chrome.find_element(By.TAG_NAME, "body").text)

    def until(self, holds: Callable[[], Any]) -> Any:
        from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException

        unsettled = (NoSuchElementException, StaleElementReferenceException)
        return WebDriverWait(self.chrome, 60, 0.1, unsettled).until(lambda _: holds())

    def presses(self, told: str) -> None:
        """Press a button by its words."""
        path = f"//button[contains(normalize-space(.), '{told}')]"
        self.until(
            lambda: next((found for found in self.chrome.find_elements(By.XPATH, path) if found.is_displayed()), None)
        ).click()

    def follows(self, told: str) -> None:
        self.until(lambda: self.chrome.find_element(By.PARTIAL_LINK_TEXT, told)).click()

    def types(self, *keys: str) -> None:
        ActionChains(self.chrome).send_keys(*keys).perform()

    def is_at(self, where: str) -> None:
        """Wait until the part of the page with this name has the focus."""
        self.until(lambda: self.chrome.switch_to.active_element.get_attribute("id") == where)

    def pastes(self, text: str) -> None:
        self.chrome.find_element(By.ID, "text").send_keys(text)
        self.presses("Check the text")
        self.sees("still to decide")

    def drops(self, name: str, raw: bytes) -> None:
        self.chrome.execute_script(DROP, name, list(raw))

    def takes_text(self) -> str:
        self.follows("The text with what you accepted")
        return str(self.until(lambda: self.chrome.find_element(By.ID, "whole")).get_attribute("value")).rstrip("\n")


@pytest.fixture
def person(chrome: Chrome) -> Iterator[Person]:
    """Somebody at the page; at the end the browser has nothing to complain of."""
    with PageServer(0, Settings(), lambda told: None) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield Person(chrome, server)
        complaints = [said for said in chrome.get_log("browser") if said["level"] in ("SEVERE", "WARNING")]
        chrome.get("about:blank")
        server.shutdown()
        thread.join()
    assert complaints == []


def test_a_text_is_pasted_decided_undone_and_copied(person: Person) -> None:
    person.pastes(TEXT)
    person.presses('Write "person with drug addiction"')
    person.sees("1 of 2 still to decide.")
    person.is_at("f1")
    person.presses("Leave them")
    person.sees("All 2 are decided.")
    person.presses("Undo the last decision")
    person.sees("1 of 2 still to decide.")
    person.is_at("f1")
    assert person.takes_text() == ACCEPTED
    person.presses("Copy")
    person.sees("Copied.")
    person.chrome.get(person.server.address)
    person.chrome.find_element(By.ID, "text").send_keys(Keys.CONTROL, "v")
    assert person.chrome.find_element(By.ID, "text").get_attribute("value") == ACCEPTED


def test_keys_alone_are_enough(person: Person) -> None:
    person.chrome.find_element(By.ID, "text").send_keys(TEXT, Keys.TAB, Keys.ENTER)
    person.sees("2 of 2 still to decide.")
    person.types("n")
    person.is_at("f0")
    person.types("n")
    person.is_at("f1")
    person.types("p")
    person.is_at("f0")
    person.types("1")
    person.sees("1 of 2 still to decide.")
    person.is_at("f1")
    person.types("l", "n1u", Keys.ESCAPE)
    person.is_at("f1")
    person.types("l", Keys.ENTER)
    person.sees("All 2 are decided.")
    person.sees("You leave the words: n1u")
    person.is_at("result")
    person.types("u")
    person.sees("1 of 2 still to decide.")
    person.types("?")
    person.is_at("keys")
    person.presses("Turn the keys off")
    person.sees("Turn the keys on")
    person.types("u")
    assert person.server.desk.papers[1].order == [0]


def test_a_word_document_is_dropped_and_its_copy_taken(person: Person, downloads: Path) -> None:
    said = ("The drug addict left.", "She met an underage prostitute.")
    person.drops("Bericht.docx", word_file("".join(map(paragraph, said))))
    person.sees("2 of 2 still to decide.")
    person.presses('Write "person with drug addiction"')
    person.sees("1 of 2 still to decide.")
    person.follows("The Word document")
    copy = downloads / "Bericht.reviewed.docx"
    person.until(copy.exists)
    assert [block.text for block in read_bytes(copy.read_bytes(), name="a.docx", format="docx").blocks][:2] == [
        "The person with drug addiction left.",
        "She met an underage prostitute.",
    ]


def test_a_long_check_is_shown_and_stopped(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_server, "_SOON", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(page_desk, "read_through_text", endless)
        person.chrome.find_element(By.ID, "text").send_keys(TEXT)
        person.presses("Check the text")
        person.sees("Looked at 3 of 10 places so far.")
    person.presses("Stop checking it")
    person.sees("Check a text")
    assert person.server.desk.numbers == []


def test_a_page_that_is_loaded_anew_has_all_that_was_decided(person: Person) -> None:
    person.pastes(TEXT)
    person.presses("Inaccurate or harmful")
    person.until(lambda: len(person.chrome.find_elements(By.CSS_SELECTOR, "#list li")) == 1)
    person.presses("All")
    person.presses('Write "person with drug addiction"')
    person.sees("1 of 2 still to decide.")
    person.chrome.refresh()
    person.sees("1 of 2 still to decide.")
    person.sees('You accepted "person with drug addiction".')


def test_the_report_opens_in_a_tab_of_its_own(person: Person) -> None:
    person.pastes(TEXT)
    first = person.chrome.current_window_handle
    person.follows("The report of what was found")
    second = person.until(lambda: next((tab for tab in person.chrome.window_handles if tab != first), None))
    person.chrome.switch_to.window(second)
    person.sees("underage prostitute")
    person.chrome.close()
    person.chrome.switch_to.window(first)


def test_a_check_that_is_over_leads_on_by_itself(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_server, "_SOON", 0.0)
    person.pastes(TEXT)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(width: int, person: Person) -> None:
    person.chrome.set_window_size(width, 900)
    person.chrome.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    person.pastes(TEXT + " " + "w" * 300)
    assert person.chrome.execute_script("return document.documentElement.scrollWidth") <= width
    person.chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_many_tabs_are_one_visit(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser keeps six connections to one place: one tab alone says that they are open, and the next one when it closes."""
    person.pastes(TEXT)
    first = person.chrome.current_window_handle
    for _ in range(7):
        person.chrome.switch_to.new_window("tab")
        person.chrome.get(f"{person.server.address}paper/1")
        person.sees("2 of 2 still to decide.")
    assert person.server._tabs == 1
    others = [tab for tab in person.chrome.window_handles if tab != first]
    person.chrome.switch_to.window(first)
    person.chrome.close()
    person.chrome.switch_to.window(others[0])
    monkeypatch.setattr(page_server, "_GONE", 3.0)
    person.presses('Write "person with drug addiction"')
    person.sees("1 of 2 still to decide.")
    person.until(lambda: person.server._tabs == 1)
    assert not person.server.is_ending
    for tab in others[1:]:
        person.chrome.switch_to.window(tab)
        person.chrome.close()
    person.chrome.switch_to.window(others[0])


def test_what_was_decided_is_not_put_away_with_one_click(person: Person) -> None:
    person.pastes(TEXT)
    person.presses("Leave them")
    person.chrome.get(f"{person.server.address}visit")
    person.presses("Put away")
    asked = person.until(lambda: person.chrome.switch_to.alert)
    assert asked.text == "Put Pasted text away? What you decided in it is lost, unless you took the result."
    asked.dismiss()
    person.sees("1 of 2 still to decide")
    assert person.server.desk.numbers == [1]
    person.presses("Put away")
    person.until(lambda: person.chrome.switch_to.alert).accept()
    person.sees("Check a text")
    assert person.server.desk.numbers == []


def test_a_file_that_is_too_large_is_told_and_the_visit_goes_on(
    person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    person.pastes(TEXT)
    monkeypatch.setattr(page_server.PageHandler, "most_bytes", 1_000_000)
    (tmp_path / "a.txt").write_bytes(b"a" * 30_000_000)
    person.chrome.get(person.server.address)
    person.chrome.find_element(By.ID, "file").send_keys(str(tmp_path / "a.txt"))
    person.presses("Check")
    person.sees("The file is larger than 64 MB")
    person.until(lambda: person.server._tabs == 1)
    person.follows("Your documents")
    person.sees("2 of 2 still to decide")
    person.chrome.get_log("browser")  # which tells that a page was refused
