"""An operator on the first cold day: ten callers one after the other, and no hand ever leaves the keyboard.

What each step took is printed (``pytest -s``), so that it can be looked at; a busy machine fails nothing.
"""

import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from playwright.sync_api import Page, expect

from hotline.models import Call, CallOutcome
from workorders.models import WorkOrder

Sit = Callable[..., Page]
FILED = re.compile(r"/hotline/calls/\d+/\?filed")
FORM = re.compile(r"/hotline/calls/new/")


class Operator:
    """Hands on a keyboard, eyes on the screen, and a watch."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.took: dict[str, list[float]] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time one step of a call, from the first key to what the screen shows then."""
        began = time.perf_counter()
        yield
        self.took.setdefault(name, []).append((time.perf_counter() - began) * 1000)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Type into whatever has the focus."""
        self.page.keyboard.type(words)

    def sees(self, where: str, words: str | re.Pattern[str]) -> None:
        """Wait until the screen says so."""
        expect(self.page.locator(where).first).to_contain_text(words)

    def is_in(self, field: str) -> None:
        """Wait until the cursor stands in a field."""
        expect(self.page.locator(f"[name={field}]").first).to_be_focused()

    # ---- a call
    def next_caller(self, says: str) -> None:
        """F2, and the words go down as they are said."""
        with self.step("form"):
            self.page.wait_for_load_state()
            self.press("F2")
            self.page.wait_for_url(FORM)
            self.is_in("text")
        with self.step("words"):
            self.type(says)

    def finds(self, typed: str, shown: str) -> None:
        """Take the first place of the list for what was typed."""
        with self.step("place"):
            self.press("Alt+p")
            self.is_in("place_label")
            self.type(typed)
            self.sees(".combo-option", shown)
            self.press("Enter")
            expect(self.page.locator("[name=building]")).not_to_have_value("")

    def hears(self, category: str) -> None:
        """Take what the words propose: Alt+1 is the category."""
        with self.step("proposal"):
            self.sees(".proposals", category)
            self.press("Alt+1")

    def asks(self, extent: str = "1") -> None:
        """Ask the safety questions; F4 stands for a no to all that were not answered with yes."""
        with self.step("safety"):
            self.press("F4")
            self.is_in("extent")
            self.press(extent)

    def chooses(self, key: str) -> None:
        """Choose what is wrong by its key: from the telephone on, Enter passes the caller's fields by."""
        with self.step("category"):
            self.press("Alt+t")
            self.is_in("caller_phone")
            self.press(*["Enter"] * 4)
            self.is_in("category")
            self.press(key)

    def files(self) -> Call:
        """F9; the page says what became of it."""
        with self.step("filed"):
            self.press("F9")
            self.page.wait_for_url(FILED)
            self.sees(".filed", "CA-")
        return Call.objects.latest("pk")

    def report(self) -> str:
        """What each step took: how often, the median, the longest."""
        lines = [
            f"{name:<10}{len(times):>4}{statistics.median(times):>9.0f} ms{max(times):>9.0f} ms"
            for name, times in self.took.items()
        ]
        whole = sum(sum(times) for times in self.took.values()) / 1000
        return "\n".join(["step     times   median       longest", *lines, f"ten calls together {whole:.1f} s"])


def test_ten_callers_without_the_mouse(real_town: SimpleNamespace, sit_down: Sit) -> None:
    page = sit_down("olga")
    page.context.add_init_script("addEventListener('pointerdown', () => sessionStorage.setItem('mouse', 'used'))")
    hand = Operator(page)
    calls = []

    # 1 · a cold flat, told from the first word to the temperature
    hand.next_caller("屋里冷，穿着棉袄还哆嗦")
    hand.finds("阳光花园1号楼", "阳光花园 1号楼")
    with hand.step("caller"):
        hand.is_in("flat")
        for said in ("1-101", "13800001010", "李秀英", "", "15.5"):
            hand.type(said)
            hand.press("Enter")
    hand.press("2")
    hand.asks()
    calls.append(hand.files())

    # 2 · a leak: what the words propose is taken by two keys, the place found by its initials
    hand.next_caller("暖气片漏水，地板都泡了")
    hand.hears("Leak")
    hand.press("Alt+2")
    hand.finds("yghy2", "阳光花园 2号楼")
    hand.asks()
    calls.append(hand.files())

    # 3 · the place from the end of a telephone number
    hand.next_caller("暖气管道咕噜咕噜响，睡不着")
    hand.finds("1020", "1-102")
    hand.chooses("6")
    hand.asks()
    calls.append(hand.files())

    # 4 · a question needs no place and sends nobody
    hand.next_caller("请问停暖手续怎么办理")
    hand.chooses("-")
    hand.asks()
    calls.append(hand.files())

    # 5 · somebody else's customer
    hand.next_caller("我们小区是物业自己的锅炉房")
    hand.chooses("=")
    hand.asks()
    calls.append(hand.files())

    # 6 · a danger: the heard question, one yes, and the place is enough
    hand.next_caller("马路塌陷，往外冒热气")
    with hand.step("danger"):
        hand.sees("[data-question][data-heard]", "sinking")
        hand.press("Alt+q", "y")
        hand.sees("[data-danger-strip]", "Stay away from the place")
    hand.finds("阳光花园2号楼", "阳光花园 2号楼")
    with hand.step("sent"):
        hand.press("F8")
        page.wait_for_url(FILED)
        hand.sees(".filed", "Urgent")
    calls.append(Call.objects.latest("pk"))

    # 7 · a key site without heat
    hand.next_caller("病房暖气全停了")
    hand.finds("东城医院", "东城医院")
    hand.hears("No heat")
    hand.asks("3")
    calls.append(hand.files())

    # 8 · the first caller again: "this is it"
    hand.next_caller("刚才报过，还是不热")
    hand.finds("阳光花园1号楼1-101", "阳光花园 1号楼")
    hand.chooses("2")
    with hand.step("this is it"):
        hand.sees(".candidates", "the same flat")
        hand.press("Alt+z")
        expect(page.locator("[name=joins]")).to_have_value(f"order:{calls[0].work_order_id}")
    hand.asks()
    calls.append(hand.files())

    # 9 · the same flat, but a different trouble
    hand.next_caller("另外阀门拧不动")
    hand.finds("阳光花园1号楼1-101", "阳光花园 1号楼")
    hand.chooses("8")
    with hand.step("different"):
        hand.sees(".candidates", "A different trouble")
        hand.press("Alt+n")
        expect(page.locator("[name=joins]")).to_have_value("none")
    hand.asks()
    calls.append(hand.files())

    # 10 · guided through it on the line: nobody is sent
    hand.next_caller("暖气片上热下凉")
    hand.finds("磨坊胡同7", "磨坊胡同 7")
    hand.chooses("2")
    with hand.step("guided"):
        hand.press("Alt+i")
        hand.is_in("item_choice")
        hand.press("2")
        hand.sees(".guidance", "Solved by telephone")
        hand.press("Alt+7")
        expect(page.locator("[name=guidance_outcome]")).to_have_value("solved_remotely")
    hand.asks()
    calls.append(hand.files())

    print(f"\n{hand.report()}")
    assert page.evaluate("sessionStorage.getItem('mouse')") is None
    opened, joined = CallOutcome.ORDER_OPENED, CallOutcome.JOINED_ORDER
    assert [Call.objects.get(pk=call.pk).outcome for call in calls] == [
        *(opened, opened, opened, CallOutcome.ANSWERED, CallOutcome.NOT_OURS),
        *(opened, opened, joined, opened, opened),
    ]
    assert Call.objects.count() == 10
    assert [WorkOrder.objects.get(calls=call.pk).priority for call in (calls[5], calls[6])] == ["P1", "P2"]
    assert calls[7].work_order_id == calls[0].work_order_id
    assert WorkOrder.objects.get(calls=calls[9].pk).guidance_outcome == "solved_remotely"
