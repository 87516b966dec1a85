"""The page of the partner network in a real browser."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest

from tests.render.browser.chromium import Browser
from tests.render.browser.conftest import EVIL

pytestmark = pytest.mark.slow

SHOWN_EVIL = EVIL.replace("\u2028", "\\u2028")


def text(browser: Browser, selector: str) -> str:
    found = browser.evaluate(f"document.querySelector({selector!r}).innerText")
    assert isinstance(found, str)
    return found


def summary(browser: Browser) -> str:
    return text(browser, "#summary")


def focus(browser: Browser, selector: str) -> None:
    browser.evaluate(f"document.querySelector({selector!r}).focus()")


def search(browser: Browser, words: str) -> list[str]:
    """Type into the search box; gives the hits."""
    focus(browser, "#query")
    browser.evaluate("document.getElementById('query').select()")
    browser.type(words)
    found = browser.evaluate(
        "[...document.querySelectorAll('#hits li span')].map((hit) => hit.textContent)"
    )
    assert isinstance(found, list)
    return found


def press_button(browser: Browser, label: str) -> None:
    browser.evaluate(
        "[...document.querySelectorAll('button')]"
        f".find((one) => one.innerText.startsWith({label!r})).click()"
    )
    browser.settle()


def set_value(browser: Browser, selector: str, value: str, event: str = "change") -> None:
    browser.evaluate(
        f"(() => {{ const field = document.querySelector({selector!r}); field.value = {value!r};"
        f" field.dispatchEvent(new Event({event!r})); }})()"
    )
    browser.settle()


def place_of(browser: Browser, name: str) -> tuple[float, float]:
    """Where the map tells of a party, or of a line (``甲 — 乙``), when the pointer rests there."""
    found = browser.evaluate(
        "(() => { const map = document.getElementById('map'), tip = document.getElementById('tip');"
        " const box = map.getBoundingClientRect();"
        " for (let y = box.top + 4; y < box.bottom; y += 6)"
        " for (let x = box.left + 4; x < box.right; x += 6) {"
        " map.dispatchEvent(new PointerEvent('pointermove', { clientX: x, clientY: y }));"
        f" if (!tip.hidden && tip.firstChild.textContent === {name!r}) return [x, y]; }}"
        " return null; })()"
    )
    assert found, f"{name} is not on the map"
    x, y = found
    return x, y


def ink(browser: Browser) -> int:
    """How many pixels of the map are not paper."""
    found = browser.evaluate(
        "(() => { const map = document.getElementById('map');"
        " const data = map.getContext('2d').getImageData(0, 0, map.width, map.height).data;"
        " let count = 0; for (let i = 0; i < data.length; i += 4)"
        " if (data[i] !== data[0] || data[i + 1] !== data[1]) count++; return count; })()"
    )
    assert isinstance(found, int)
    return found


def test_opens_without_a_request_or_an_error(opened: Browser) -> None:
    assert len(opened.requests) == 1
    assert "8 / 8" in summary(opened)
    assert ink(opened) > 1000


def test_policy_forbids_what_the_page_does_not_need(opened: Browser) -> None:
    refused = opened.evaluate(
        "new Promise((resolve) => { document.addEventListener('securitypolicyviolation',"
        " (event) => resolve(event.violatedDirective));"
        " fetch('https://example.org/').catch(() => {}); })"
    )
    assert refused == "connect-src"
    opened.errors.clear()
    opened.requests.clear()


def test_what_comes_from_the_web_stays_text(opened: Browser) -> None:
    (hit,) = search(opened, "<script>")
    assert hit == SHOWN_EVIL
    opened.press("Enter")
    assert "onerror" in text(opened, "#details h2")
    assert opened.evaluate("document.title") == "合作关系网络"
    assert opened.evaluate("document.querySelectorAll('img, script').length") == 2


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("安徽", "安徽电信"),
        ("ahdx", "安徽电信"),
        ("anhuidianxin", "安徽电信"),
        ("dianxin", "安徽电信"),
        ("chongqing", "重庆银行"),
        ("cqyh", "重庆银行"),
        ("ESY", "恩施云"),
    ],
)
def test_search_finds_names_and_pinyin(opened: Browser, words: str, hit: str) -> None:
    assert search(opened, words)[0] == hit


def test_pinyin_begins_with_a_syllable(opened: Browser) -> None:
    assert search(opened, "ongqing") == []


def test_search_is_used_by_keys(opened: Browser) -> None:
    hits = search(opened, "科技")
    assert hits == ["孤山科技"]
    opened.press("ArrowDown")
    opened.press("Enter")
    assert "孤山科技" in text(opened, "#details h2")


def test_click_on_a_party_shows_its_agreements(opened: Browser) -> None:
    opened.click(*place_of(opened, "重庆银行"))
    panel = text(opened, "#details")
    assert panel.startswith("重庆银行")
    assert "当天，安徽电信与重庆银行签约。" in panel
    assert "某报 2024-03-02 《某地签约》" in panel
    assert "12" in panel


def test_click_on_a_line_shows_date_and_sentence(opened: Browser) -> None:
    opened.click(*place_of(opened, "重庆银行 — 清河市政府"))
    panel = text(opened, "#details")
    assert panel.startswith("重庆银行 — 清河市政府")
    assert "2023-05 · 已达成 · 智算中心" in panel
    assert text(opened, "#details mark") == "重庆银行与清河市政府"


def test_line_without_a_date_says_so(opened: Browser) -> None:
    opened.click(*place_of(opened, f"安徽电信 — {SHOWN_EVIL}"))
    assert text(opened, ".facts").startswith("日期不详 · 已达成")


def test_click_beside_everything_lets_go(opened: Browser) -> None:
    opened.click(*place_of(opened, "重庆银行"))
    x, y = opened.evaluate(
        "(({ left, top }) => [left + 3, top + 3])"
        "(document.getElementById('map').getBoundingClientRect())"
    )
    opened.click(x, y)
    assert "Shift" in text(opened, "#details")


def is_path(panel: str) -> bool:
    """Whether the panel tells the chain from 安徽电信 to 东海大学, step by step."""
    steps = ("安徽电信与重庆银行", "重庆银行与清河市政府", "清河市政府与东海大学")
    places = [panel.index(f"当天，{step}签约") for step in steps]
    return "最短路径：3 步" in panel and places == sorted(places)


def test_shift_click_shows_the_shortest_path(opened: Browser) -> None:
    opened.click(*place_of(opened, "安徽电信"))
    opened.click(*place_of(opened, "东海大学"), shift=True)
    assert is_path(text(opened, "#details"))


def test_path_is_found_without_a_mouse_too(opened: Browser) -> None:
    search(opened, "安徽电信")
    opened.press("Enter")
    press_button(opened, "由此寻路")
    search(opened, "东海大学")
    opened.press("Enter")
    assert is_path(text(opened, "#details"))


def test_path_ends_when_a_filter_takes_a_step_away(opened: Browser) -> None:
    opened.click(*place_of(opened, "安徽电信"))
    opened.click(*place_of(opened, "东海大学"), shift=True)
    opened.evaluate("document.querySelector('input[value=GovernmentBody]').click()")
    assert "最短路径" not in text(opened, "#details")


def test_path_takes_only_what_is_shown(opened: Browser) -> None:
    opened.evaluate("document.querySelector('input[value=GovernmentBody]').click()")
    opened.click(*place_of(opened, "安徽电信"))
    opened.click(*place_of(opened, "恩施云"), shift=True)
    assert "不相连" in text(opened, "#details")


def test_no_path_is_said(opened: Browser) -> None:
    search(opened, "安徽电信")
    opened.press("Enter")
    press_button(opened, "由此寻路")
    search(opened, "孤山科技")
    opened.press("Enter")
    assert "安徽电信 与 孤山科技 不相连" in text(opened, "#details")


def test_filter_by_class(opened: Browser) -> None:
    opened.evaluate("document.querySelector('input[value=GovernmentBody]').click()")
    assert "7 / 8" in summary(opened)
    assert "4 / 6" in summary(opened)


def test_filter_by_status(opened: Browser) -> None:
    opened.evaluate("document.querySelector('input[value=planned]').click()")
    assert "7 / 8 个主体，5 / 6" in summary(opened)


def test_filter_by_time(opened: Browser) -> None:
    set_value(opened, "#from", str(2024 * 12), "input")
    assert "4 / 6" in summary(opened)  # ab, de, gh and the undated one
    opened.evaluate("document.getElementById('undated').click()")
    assert "3 / 6" in summary(opened)
    assert "2024-01 – 2024-06" in text(opened, ".time")


def test_filter_by_place(opened: Browser) -> None:
    options = opened.evaluate("[...document.querySelectorAll('#place option')].map((o) => o.text)")
    assert options == ["不限", "安徽省", "青海省"]
    set_value(
        opened, "#place", opened.evaluate("document.querySelectorAll('#place option')[2].value")
    )
    assert "2 / 8" in summary(opened)


def test_filter_by_number_of_articles(opened: Browser) -> None:
    set_value(opened, "#sources", "2", "input")
    assert "0 / 8" in summary(opened)
    assert "没有符合" in text(opened, "#nothing")


def test_neighbours_only_and_all_again(opened: Browser) -> None:
    search(opened, "安徽电信")
    opened.press("Enter")
    press_button(opened, "只看相邻主体")
    assert "3 / 8" in summary(opened)
    search(opened, "重庆银行")
    opened.press("Enter")
    press_button(opened, "展开未显示的 1 个")
    assert "4 / 8" in summary(opened)
    press_button(opened, "全部")
    assert "8 / 8" in summary(opened)


def test_colours_follow_communities(opened: Browser) -> None:
    set_value(opened, "#colour", "community")
    assert "一带" in text(opened, "#communities")


def test_table_has_the_same_data_and_follows_the_filters(opened: Browser) -> None:
    opened.evaluate("document.getElementById('data-table').open = true")
    opened.settle()
    assert opened.evaluate("document.querySelectorAll('#table tbody tr').length") == 6
    assert "当天，安徽电信与重庆银行签约。" in text(opened, "#table")
    opened.evaluate("document.querySelector('input[value=planned]').click()")
    assert opened.evaluate("document.querySelectorAll('#table tbody tr').length") == 5


def test_map_is_walked_by_keys(opened: Browser) -> None:
    focus(opened, "#map")
    opened.press("n")
    first = text(opened, "#details h2")
    opened.press("n")
    assert text(opened, "#details h2") != first
    opened.press("p")
    assert text(opened, "#details h2") == first
    opened.press("Escape")
    assert "Shift" in text(opened, "#details")


def test_zoom_and_move_change_the_picture(opened: Browser) -> None:
    focus(opened, "#map")
    before = opened.screenshot()
    opened.press("+")
    time.sleep(0.2)
    zoomed = opened.screenshot()
    opened.press("ArrowRight")
    time.sleep(0.2)
    assert len({before, zoomed, opened.screenshot()}) == 3


def test_dark_and_light(opened: Browser, page_file: Path) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = opened.evaluate(paper)
    press_button(opened, "明 / 暗")
    dark = opened.evaluate(paper)
    opened.open(page_file, dark=True)
    assert opened.evaluate(paper) == dark != light


def downloaded(folder: Path, name: str) -> bytes:
    until = time.monotonic() + 10
    while not (folder / name).exists():
        assert time.monotonic() < until, f"{name} was not downloaded"
        time.sleep(0.02)
    content = (folder / name).read_bytes()
    (folder / name).unlink()
    return content


def svg_of_map(browser: Browser) -> ET.Element:
    browser.evaluate("document.getElementById('save-svg').click()")
    return ET.fromstring(downloaded(browser.folder, "合作关系网络.svg"))


def test_png_is_downloaded(opened: Browser) -> None:
    opened.evaluate("document.getElementById('save-png').click()")
    assert downloaded(opened.folder, "合作关系网络.png").startswith(b"\x89PNG")


def test_svg_is_downloaded_with_every_name(opened: Browser) -> None:
    root = svg_of_map(opened)
    names = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert {"安徽电信", "重庆银行", "孤山科技"} <= set(names)
    assert not [element for element in root.iter() if element.tag.endswith("script")]


@pytest.mark.parametrize("width", [360, 1280, 3840])
def test_fits_any_width(opened: Browser, page_file: Path, width: int) -> None:
    opened.open(page_file, width=width, height=800)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert ink(opened) > 300


def test_large_network_opens_with_a_part_and_shows_more_when_asked(
    opened: Browser, large_page_file: Path
) -> None:
    opened.open(large_page_file)
    assert "60 / 600" in summary(opened)
    search(opened, "企业n0599")
    opened.press("Enter")
    assert "62 / 600" in summary(opened)  # itself and the one above it
    press_button(opened, "全部")
    assert "600 / 600" in summary(opened)
    before = opened.screenshot()
    focus(opened, "#map")
    opened.press("ArrowRight")
    assert opened.screenshot() != before


def test_neighbours_of_a_large_network_stand_apart(opened: Browser, large_page_file: Path) -> None:
    opened.open(large_page_file)
    search(opened, "企业n0005")
    opened.press("Enter")
    press_button(opened, "只看相邻主体")
    assert "5 / 600" in summary(opened)
    root = svg_of_map(opened)
    marks = [e for e in root.iter() if e.tag.endswith("circle")]
    places = [(float(e.attrib["cx"]), float(e.attrib["cy"])) for e in marks]
    assert len(places) == 5
    assert all(abs(a[0] - b[0]) > 30 or abs(a[1] - b[1]) > 30 for a, b in combinations(places, 2))
