"""The page in a real browser: choose who one is, chat, see the answer and the ticket beside it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.web.server import WebServer
from tests.web.window import VILLAGE

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.common.exceptions import WebDriverException  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1366,768"
)
SECONDS = 30.0

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM or not DRIVER, reason="Chromium or chromedriver is not installed"),
]


class Screen:
    """The browser, waiting for what is to appear."""

    def __init__(self, driver: webdriver.Chrome, url: str) -> None:
        self.driver = driver
        driver.get(url)

    def text(self, selector: str) -> str:
        return self.driver.find_element(By.CSS_SELECTOR, selector).text

    def type(self, selector: str, keys: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(keys)

    def click(self, selector: str, words: str = "") -> None:
        def clicked() -> bool:
            for one in self.driver.find_elements(By.CSS_SELECTOR, selector):
                if words in one.text:
                    one.click()
                    return True
            return False

        self.until(clicked, f"{selector} {words}")

    def sees(self, selector: str, words: str) -> None:
        self.until(lambda: words in self.text(selector), f"{words!r} in {selector}")

    def until(self, holds: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            try:
                if holds():
                    return
            except WebDriverException:
                pass  # the page is just being replaced
            time.sleep(0.1)
        raise AssertionError(f"never came: {what}; the page says:\n{self.text('body')}")

    def count(self, selector: str) -> int:
        return len(self.driver.find_elements(By.CSS_SELECTOR, selector))


@pytest.fixture
def screen(server: WebServer, tmp_path: Path) -> Iterator[Screen]:
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS.split(), f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    options.binary_location = CHROMIUM or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield Screen(driver, server.url)
    driver.quit()


def test_a_report_from_the_first_word_to_the_cadre_taking_it(screen: Screen) -> None:
    screen.type("#search", VILLAGE)
    screen.click("#hits a", VILLAGE)
    screen.sees("#middle h2", VILLAGE)
    screen.type("#name", "王婶" + Keys.ENTER)
    screen.sees("#identity", "未认证")

    screen.type("#text", "下街老樟树旁边的路基塌了一大块，晚上骑车要摔的" + Keys.ENTER)
    screen.sees("#talk .mine", "路基塌了")
    screen.click("header button", "15秒")
    screen.sees("#talk .bot", "@王婶 已登记 #1")
    screen.sees("#board", "已派单")
    assert "陈丽萍" in screen.text("#ticket-1")

    screen.click("#elsewhere a", "陈丽萍")
    screen.sees("#identity", "K002")
    screen.sees("#talk .bot", "王婶反映")
    screen.click("#talk .bot .quote")
    screen.type("#text", "收到" + Keys.ENTER)
    screen.sees("#talk .mine blockquote", "民情通")
    screen.click("header button", "15秒")
    screen.sees("#board", "已签收")

    screen.click("#ticket-1 summary")
    screen.sees("#ticket-1 .history", "陈丽萍 签收")
    time.sleep(2.5)  # two looks for news: what one has opened stays open
    assert "陈丽萍 签收" in screen.text("#ticket-1 .history")
    assert screen.driver.get_log("browser") == []


def test_a_report_with_a_script_in_it_is_shown_as_text(screen: Screen) -> None:
    script = "<img src=x onerror=\"document.title='坏了'\"><script>document.title='坏了'</script>"
    attack = f"村口的路灯坏了好几天，晚上看不见路{script}"
    screen.type("#name", "<b>小平妈</b>" + Keys.ENTER)
    screen.sees("#identity", "<b>小平妈</b>")
    images = screen.count("img")
    screen.type("#text", attack + Keys.ENTER)
    screen.sees("#talk .mine", attack)
    screen.click("header button", "15秒")
    screen.sees("#board", "<img src=x")
    screen.click("#talk .mine .quote")
    screen.sees("#quoted", "<img src=x")
    assert screen.count("img") == images
    assert "坏了" not in screen.driver.title
