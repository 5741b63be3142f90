"""Two windows, the real sync and the real office: both edit one decision, a person chooses, both agree."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTextEdit

from iro_desktop.app.office_services import office_services
from iro_desktop.app.pages import Pages
from iro_desktop.app.syncing import Policy
from iro_desktop.device.logs import Log
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.child import Child
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.review import Decision, Review
from iro_desktop.domain.working_days import WorkingDays
from iro_desktop.screens.theme import Scheme, apply_theme
from iro_desktop.services.open_caseload import Keys
from tests.england import HOLIDAYS_BY_HAND
from tests.fakes import InlineJobs
from tests.sync.conftest import office, server_url, template
from tests.sync.laptops import Laptop

__all__ = ["office", "server_url", "template"]
FAR = 10**8
NEVER = Policy(FAR, FAR, FAR, FAR, FAR, FAR, FAR, 0.0, FAR)


class Window:
    def __init__(self, laptop: Laptop, folder, qtbot) -> None:
        self.laptop = laptop
        laptop.session = replace(
            laptop.session, working_days=WorkingDays(dict.fromkeys(HOLIDAYS_BY_HAND, "bank holiday"))
        )
        real = office_services()
        services = replace(real, policy=NEVER, sync=replace(real.sync, begin=lambda _session: laptop.run()))
        paths = ProfilePaths(folder / "profile")
        paths.root.mkdir(parents=True, exist_ok=True)
        self.pages = Pages(
            laptop.session, Keys(b"k" * 32, "laptop"), paths, InlineJobs(), Log(folder), office=services
        )
        qtbot.addWidget(self.pages.shell)
        self.shell = self.pages.shell
        self.shell.show()
        self.pages.begin()

    def sync(self) -> None:
        self.pages.office.syncing.sync_now()

    def below(self) -> str:
        return self.shell.findChild(QPushButton, "office_button").text()

    def says(self) -> str:
        for _ in range(6):
            QApplication.processEvents()
        texts = [w.text() for w in self.shell.findChildren(QLabel) if w.isVisible()]
        texts += [w.toPlainText() for w in self.shell.findChildren(QTextEdit) if w.isVisible()]
        return "\n".join(texts)

    def click(self, words: str) -> None:
        (button,) = (
            b
            for b in self.shell.findChildren(QPushButton)
            if b.isVisible() and b.text().replace("&", "") == words
        )
        button.click()


@pytest.fixture
def windows(office, tmp_path, qtbot, qapp):
    apply_theme(qapp, Scheme.LIGHT, 100)
    child = new_id()
    made = []
    for name in ("Ann Reeve", "Ben Okafor"):
        folder = tmp_path / name.split()[0]
        folder.mkdir()
        made.append(Laptop(office, folder, office.person(name, children=[child])))
    review = Review(id=new_id(), child_id=child)
    decision = Decision(id=new_id(), child_id=child, review_id=review.id, what="Swimming", who="Jo")
    made[0].save(Child(id=child, given_name="Ellis"), review, decision)
    found = [Window(one, tmp_path / f"w{n}", qtbot) for n, one in enumerate(made)]
    for one in found:
        one.sync()
    yield (*found, decision)
    for one in found:
        one.pages.put_away(remember=False)
    for one in made:
        one.close()


def test_a_person_chooses_and_both_agree(windows) -> None:
    ann, ben, decision = windows
    assert ann.below().startswith("✓ In step"), ann.below()
    assert ben.below().startswith("✓ In step"), ben.below()
    ben.pages.open_child(decision.child_id)
    ann.laptop.save(replace(decision, by_words="by 30 April"))
    ben.laptop.save(replace(decision, by_words="by 1 May"))
    for one in (ann, ben, ann):
        one.sync()
    assert (ann.below(), ben.below()) == ("▲ 1 needs you", "▲ 1 needs you")
    ben.shell.visit("office")
    assert "by 1 May\nby 30 April" in ben.says()
    ben.click("Keep mine")
    assert ben.below() == "1 to send"
    for one in (ben, ann, ben):
        one.sync()
    for one in (ann, ben):
        assert one.laptop.get(Decision, decision.id).by_words == "by 1 May"
        assert one.below().startswith("✓ In step"), one.below()


def test_own_work_sent_is_not_offered_as_the_offices(windows) -> None:
    ann, _ben, decision = windows
    ann.pages.open_child(decision.child_id)
    ann.laptop.save(replace(decision, by_words="by 30 April"))
    ann.sync()
    assert "The office has changed" not in ann.says()


def test_the_offices_change_is_offered_on_the_open_page(windows) -> None:
    ann, ben, decision = windows
    ben.pages.open_child(decision.child_id)
    ann.laptop.save(replace(decision, who="Mark"))
    ann.sync()
    assert "The office has changed" not in ben.says()
    ben.sync()
    assert "The office has changed" in ben.says()
