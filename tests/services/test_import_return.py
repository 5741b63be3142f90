"""What a later file may change, and what it may never undo."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.child import Child, Episode, Person, PersonRole
from iro_desktop.domain.identity import imported_id, new_id
from iro_desktop.domain.next_review import history_of
from iro_desktop.domain.person import Profile
from iro_desktop.domain.review import Participation, Review
from iro_desktop.intake.remarks import Place
from iro_desktop.intake.sources import source_files
from iro_desktop.services.import_return import CouncilDiffers, ImportCancelled, import_files
from tests.intake.files import (
    COUNCIL,
    EPISODES,
    HEADER,
    ONE_CHILD,
    ONE_EPISODE,
    ONE_REVIEW,
    SHARED,
    TODAY,
    UASC,
    source,
)
from tests.services.importing import ELLIS, NEXT_DAY, PEOPLE, Importing, counts, said


def test_a_child_with_everything(desk: Importing) -> None:
    report = desk.bring_in(ONE_CHILD, ONE_EPISODE, ONE_REVIEW, UASC + "101,1,,01/02/2033\n", PEOPLE + ELLIS)
    child = desk.child()
    assert child.id == imported_id(COUNCIL, "ssda903/child", "101")
    assert (child.name_used, child.uasc_until, child.iro_name) == ("Elly", date(2033, 2, 1), "Sam Okafor")
    (episode,) = desk.caseload.list(Episode)
    assert (episode.child_id, episode.legal_status) == (child.id, "C2")
    (review,) = desk.reviews()
    assert (review.held_on, review.started_at, review.finished_at) == (date(2024, 6, 20), None, None)
    assert {p.name for p in desk.caseload.list(Person)} == {"Jo Reed", "Priya Nair"}
    assert counts(report, Place.CHILDREN) == (1, 0, 0, 0)
    assert counts(report, Place.PEOPLE) == (2, 0, 0, 0)
    assert report.remarks == ()


def test_importing_again_changes_nothing(desk: Importing) -> None:
    texts = (ONE_CHILD, ONE_EPISODE, ONE_REVIEW, UASC + "101,1,,01/02/2033\n", PEOPLE + ELLIS)
    desk.bring_in(*texts)
    before = desk.journal()
    report = desk.bring_in(*texts, today=NEXT_DAY)
    assert desk.journal() == before
    assert [counts(report, place) for place in Place] == [
        (0, 0, 1, 0),
        (0, 0, 1, 0),
        (0, 0, 1, 0),
        (0, 0, 2, 0),
    ]


def test_the_order_and_the_number_of_imports_do_not_matter(desk: Importing) -> None:
    assert said(desk.bring_in(ONE_EPISODE, ONE_REVIEW)) == [
        ("child-unknown", "file0.csv", 2, "CHILD"),
        ("child-unknown", "file1.csv", 2, "CHILD"),
    ]
    assert said(desk.bring_in(PEOPLE + ELLIS)) == [("child-from-people-file", "file0.csv", 2, "CHILD")]
    desk.bring_in(ONE_CHILD)
    desk.bring_in(ONE_REVIEW)
    desk.bring_in(ONE_EPISODE)
    child = desk.child()
    assert (child.known_as, child.ethnicity) == ("Elly", "WBRI")
    assert len(desk.reviews()) == len(desk.caseload.list(Episode)) == 1


def test_the_councils_correction_is_taken_over(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD, ONE_EPISODE, ONE_REVIEW, PEOPLE + ELLIS)
    report = desk.bring_in(
        ONE_CHILD.replace("WBRI", "BCRB"),
        ONE_EPISODE.replace("PR1,,", "PR1,30/06/2026,E4A"),
        ONE_REVIEW.replace("PN1", "PN6"),
        PEOPLE + ELLIS.replace("Elly", "Lee").replace("960001", "960009"),
    )
    assert (desk.child().ethnicity, desk.child().known_as) == ("BCRB", "Lee")
    assert desk.caseload.list(Episode)[0].ended_on == date(2026, 6, 30)
    assert desk.reviews()[0].participation is Participation.ABSENT_SENT_VIEWS
    assert desk.caseload.list(Person, name="Jo Reed")[0].phone == "01632 960009"
    assert [counts(report, place)[1] for place in Place] == [1, 1, 1, 1]


def test_a_value_that_the_source_takes_back_goes(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD, ONE_EPISODE.replace("PR1,,", "PR1,30/06/2026,E4A"), PEOPLE + ELLIS)
    desk.bring_in(ONE_CHILD, ONE_EPISODE, PEOPLE + ELLIS.replace("Elly", ""))
    assert desk.caseload.list(Episode)[0].ended_on is None
    assert desk.child().known_as == ""


def test_what_an_iro_wrote_survives_every_later_file(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD, ONE_REVIEW, PEOPLE + ELLIS)
    jo = desk.caseload.list(Person, name="Jo Reed")[0]
    mine = replace(desk.child(), known_as="El", likes="dens", date_of_birth=date(2015, 4, 12))
    review = replace(desk.reviews()[0], participation=Participation.ATTENDED_NON_VERBAL)
    desk.change(mine, review, replace(jo, phone="01632 960077", called="Jojo"))

    def now() -> tuple[object, ...]:
        person = desk.caseload.get(Person, jo.id)
        assert person
        child = desk.child()
        return (
            child.known_as,
            child.likes,
            child.date_of_birth,
            desk.reviews()[0].participation,
            person.phone,
            person.called,
        )

    wanted = ("El", "dens", date(2015, 4, 12), Participation.ATTENDED_NON_VERBAL, "01632 960077", "Jojo")
    before = desk.journal()
    assert said(desk.bring_in(ONE_CHILD, ONE_REVIEW, PEOPLE + ELLIS)) == []
    assert now() == wanted
    assert desk.journal() == before
    changed = (
        ONE_CHILD.replace("12/03/2015", "13/03/2015"),
        ONE_REVIEW.replace("PN1", "PN6"),
        PEOPLE + ELLIS.replace("Elly", "Lee").replace("960001", "960009").replace("12/03", "13/03"),
    )
    report = desk.bring_in(*changed)
    assert now() == wanted
    kept = [(r.column, r.file) for r in report.noted if r.code == "value-kept"]
    assert kept == [
        ("DOB", "file0.csv"),
        ("KNOWN_AS", "file2.csv"),
        ("REVIEW_CODE", "file1.csv"),
        ("PHONE", "file2.csv"),
    ]
    before = desk.journal()
    assert [r for r in desk.bring_in(*changed).noted if r.code == "value-kept"] == []
    assert now() == wanted
    assert desk.journal() == before


@pytest.mark.parametrize("number", ["101", "0101", "00000101"])
def test_a_number_that_a_spreadsheet_shortened_makes_no_second_child(desk: Importing, number: str) -> None:
    desk.bring_in(ONE_CHILD.replace("101,", "00101,"))
    wrong = (text.replace("\n101,", f"\n{number},") for text in (ONE_CHILD, PEOPLE + ELLIS, ONE_REVIEW))
    report = desk.bring_in(*wrong)
    assert [r.code for r in report.rejected][:2] == ["child-zeros", "child-zeros"]
    assert desk.child().source_key == "00101"
    assert desk.reviews() == ()


def test_two_children_whose_numbers_differ_by_zeros_are_two(desk: Importing) -> None:
    both = ONE_CHILD + "00101,2,01/02/2016,WBRI,,,\n"
    assert said(desk.bring_in(both)) == []
    assert said(desk.bring_in(PEOPLE + ELLIS)) == []
    assert len(desk.caseload.list(Child)) == 2


def test_an_older_return_that_takes_an_end_back_is_said(desk: Importing) -> None:
    ended = ONE_EPISODE.replace("PR1,,", "PR1,30/06/2026,E4A")
    desk.bring_in(ONE_CHILD, ended)
    assert said(desk.bring_in(ONE_CHILD, ONE_EPISODE)) == [("episode-open-again", "file1.csv", 2, "DEC")]
    assert said(desk.bring_in(ONE_CHILD, ended)) == []


def test_rows_missing_from_a_later_file_delete_nothing(desk: Importing) -> None:
    more = ONE_REVIEW + "101,12/03/2015,20/09/2024,PN1\n101,12/03/2015,20/03/2025,PN1\n"
    second = "102,2,01/01/2016,WBRI,,,\n"
    desk.bring_in(ONE_CHILD + second, more)
    report = desk.bring_in(ONE_CHILD, more.replace("101,12/03/2015,20/09/2024,PN1\n", ""))
    assert len(desk.caseload.list(Child)) == 2
    assert len(desk.reviews()) == 3
    assert said(report) == [("review-gone", "file1.csv", 0, "")]


def test_an_episode_whose_start_was_corrected_counts_once(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD, ONE_EPISODE)
    corrected = ONE_EPISODE.replace("01/06/2024", "03/06/2024")
    assert [code for code, *_ in said(desk.bring_in(corrected))] == ["episode-replaced"]
    old, new = desk.caseload.list(Episode, order_by="began_on")
    assert (old.began_on, old.replaced_by, new.replaced_by) == (date(2024, 6, 1), new.id, "")
    history = history_of(desk.child(), (old, new), (), ())
    assert history.became_looked_after == date(2024, 6, 3)
    before = desk.journal()
    assert said(desk.bring_in(corrected)) == []
    assert desk.journal() == before
    desk.bring_in(ONE_EPISODE)
    old, new = desk.caseload.list(Episode, order_by="began_on")
    assert (old.replaced_by, new.replaced_by) == ("", old.id)


def test_last_years_episodes_stay_history(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD, EPISODES + "101,01/06/2024,S,C2,N1,U4,PR1,,,,,,\n")
    report = desk.bring_in(EPISODES + "101,01/06/2025,P,C2,N1,K2,PR1,,,,,,\n")
    assert [e.replaced_by for e in desk.caseload.list(Episode)] == ["", ""]
    assert said(report) == []


def test_a_new_social_worker_ends_the_old_one_and_nobody_else(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD, PEOPLE + ELLIS)
    typed = Person(id=new_id(), child_id=desk.child().id, name="Ana Silva", role=PersonRole.SOCIAL_WORKER)
    desk.change(typed)
    new = PEOPLE + ELLIS.replace("Priya Nair", "Tom Bell").replace("Jo Reed,01632 960001", ",")
    report = desk.bring_in(new)
    until = {p.name: p.until for p in desk.caseload.list(Person)}
    assert until == {"Priya Nair": TODAY, "Tom Bell": None, "Jo Reed": None, "Ana Silva": None}
    assert said(report) == [("person-ended", "file0.csv", 0, "")]
    before = desk.journal()
    assert said(desk.bring_in(new, today=NEXT_DAY)) == []
    assert desk.journal() == before
    desk.bring_in(PEOPLE + ELLIS, today=NEXT_DAY)
    until = {p.name: p.until for p in desk.caseload.list(Person)}
    assert (until["Priya Nair"], until["Tom Bell"]) == (None, NEXT_DAY)


def test_a_person_typed_in_before_the_file_named_them_is_one_person(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD)
    desk.change(
        Person(id=new_id(), child_id=desk.child().id, name="jo reed", called="Jojo", role=PersonRole.CARER)
    )
    desk.bring_in(PEOPLE + ELLIS)
    (jo,) = desk.caseload.list(Person, role=PersonRole.CARER)
    assert (jo.name, jo.called, jo.phone) == ("jo reed", "Jojo", "01632 960001")


def test_a_hidden_address_stays_hidden_until_the_file_says_no(desk: Importing) -> None:
    columns = "CHILD,known_as,address,address_hidden\n"
    desk.bring_in(ONE_CHILD, columns + "101,Elly,1 Wren Lane,Y\n")
    desk.bring_in(columns + "101,Elly,2 Wren Lane,\n")
    assert (desk.child().address, desk.child().address_hidden) == ("2 Wren Lane", True)
    desk.bring_in("CHILD,known_as,address\n101,Elly,3 Wren Lane\n")
    assert desk.child().address_hidden is True
    desk.bring_in(columns + "101,Elly,3 Wren Lane,N\n")
    assert desk.child().address_hidden is False
    desk.change(replace(desk.child(), address_hidden=True))
    desk.bring_in(columns + "101,Elly,3 Wren Lane,N\n")
    assert desk.child().address_hidden is True


def test_the_date_of_birth_of_the_people_file_only_checks_the_returns(desk: Importing) -> None:
    other = PEOPLE + ELLIS.replace("12/03/2015", "12/03/2014")
    assert [code for code, *_ in said(desk.bring_in(ONE_CHILD, other))] == ["birth-disagrees"]
    assert [code for code, *_ in said(desk.bring_in(other))] == ["birth-disagrees"]
    assert desk.child().date_of_birth == date(2015, 3, 12)


def test_only_one_iros_children(desk: Importing) -> None:
    two = ONE_CHILD + "102,2,01/01/2016,WBRI,,,\n"
    report = desk.bring_in(
        two,
        ONE_EPISODE + "102,01/06/2024,S,C2,N1,U4,PR1,,,,,,\n",
        ONE_REVIEW + "102,01/01/2016,20/06/2024,PN1\n",
        PEOPLE + ELLIS + "102,Bo,,,Al Reed,,,Kit Vale\n",
        only_iro="sam okafor",
    )
    assert desk.child().source_key == "101"
    assert [len(desk.caseload.list(kind)) for kind in (Episode, Review)] == [1, 1]
    assert {p.child_id for p in desk.caseload.list(Person)} == {desk.child().id}
    assert said(report) == [("not-this-iro", "file0.csv", 0, "")]
    desk.bring_in(two, only_iro="Sam Okafor")
    assert desk.child().source_key == "101"


def test_the_council_is_kept_and_another_is_refused(desk: Importing) -> None:
    with pytest.raises(CouncilDiffers):
        import_files(desk.caseload, [source(ONE_CHILD)], council="", today=TODAY)
    assert desk.caseload.list(Profile) == ()
    desk.bring_in(ONE_CHILD)
    with pytest.raises(CouncilDiffers):
        import_files(desk.caseload, [source(ONE_CHILD)], council="Elsewhere", today=TODAY)
    import_files(desk.caseload, [source(ONE_CHILD)], council="", today=TODAY)
    assert len(desk.caseload.list(Child)) == 1


def test_children_whom_an_office_brought_in_under_another_name_do_not_come_twice(desk: Importing) -> None:
    desk.change(Child(id=imported_id("Coldwater", "ssda903/child", "101"), source_key="101", known_as="Elly"))
    for texts in ((ONE_CHILD, ONE_EPISODE), (PEOPLE + ELLIS,)):
        with pytest.raises(CouncilDiffers):
            desk.bring_in(*texts)
    assert desk.child().known_as == "Elly"
    assert desk.caseload.list(Episode) == desk.caseload.list(Profile) == ()
    desk.bring_in(ONE_CHILD.replace("101", "102"))
    assert len(desk.caseload.list(Child)) == 2


def test_a_cancel_at_any_step_leaves_the_caseload_as_it_was(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD)
    before = desk.journal()
    steps = 0
    for allowed in range(50):
        steps = 0

        def cancelled(allowed: int = allowed) -> bool:
            nonlocal steps
            steps += 1
            return steps > allowed

        sources = [source(ONE_CHILD.replace("WBRI", "BCRB")), source(ONE_EPISODE, "b.csv")]
        try:
            import_files(desk.caseload, sources, council=COUNCIL, today=TODAY, cancelled=cancelled)
        except ImportCancelled:
            assert desk.journal() == before
            assert desk.child().ethnicity == "WBRI"
        else:
            break
    assert steps >= 3
    assert desk.child().ethnicity == "BCRB"


def test_progress_ends_with_everything(desk: Importing) -> None:
    seen: list[tuple[int, int]] = []
    import_files(
        desk.caseload,
        [source(ONE_CHILD)],
        council=COUNCIL,
        today=TODAY,
        progress=lambda done, of: seen.append((done, of)),
    )
    assert seen[-1] == (1, 1)


def test_a_row_that_cannot_be_read_counts_in_its_place(desk: Importing) -> None:
    report = desk.bring_in(
        ONE_CHILD + ",1,,,,,\n", ONE_EPISODE + "101,x,S,,,,,,,,,,\n", HEADER + "?,1,,,,,\n"
    )
    assert counts(report, Place.CHILDREN) == (1, 0, 0, 2)
    assert counts(report, Place.EPISODES) == (1, 0, 0, 1)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared return is not beside this checkout")
def test_the_whole_shared_return_twice(desk: Importing) -> None:
    sources = source_files([SHARED])
    report = import_files(desk.caseload, sources, council=COUNCIL, today=TODAY)
    assert counts(report, Place.CHILDREN) == (1331, 0, 0, 0)
    assert counts(report, Place.EPISODES) == (2491, 0, 0, 0)
    assert counts(report, Place.REVIEWS) == (6224, 0, 0, 31)  # and one row stands there twice
    assert [code for code, *_ in said(report)].count("row-twice") == 1
    before = desk.journal()
    again = import_files(desk.caseload, sources, council=COUNCIL, today=TODAY)
    assert desk.journal() == before
    assert counts(again, Place.CHILDREN) == (0, 0, 1331, 0)
    assert counts(again, Place.EPISODES) == (0, 0, 2491, 0)
    assert counts(again, Place.REVIEWS) == (0, 0, 6224, 31)
    assert again.remarks == report.remarks
