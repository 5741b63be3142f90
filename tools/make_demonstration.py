"""Chooses 85 children of the invented SSDA903 return and gives them invented names: resources/demonstration.

Run as `python tools/make_demonstration.py ../shared/data/ssda903`. Seeded: the same input gives the same
files. It needs Faker (the extra `demo`); the app does not, it reads what stands in resources.
Dates are left as the return has them; the app moves them around today when it builds the demonstration.
"""

import csv
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.demonstration_children import (  # noqa: E402  # the project is not installed here
    ELLIS,
    SEED,
    Chosen,
    Row,
    choose,
    give_ages,
    give_due_dates,
    give_families,
    give_names,
    make_ellis,
    postcode,
)
from tools.demonstration_people import people_and_relations  # noqa: E402  # as above

OUT = ROOT / "resources" / "demonstration"


def main(folder: Path) -> None:
    """Write the files of the demonstration."""
    chance = random.Random(SEED)  # noqa: S311 - invented names, not keys
    children = choose(folder)
    give_ages(children)
    give_due_dates(children, chance)
    give_families(children, chance)
    give_names(children, chance)
    make_ellis(children)
    OUT.mkdir(parents=True, exist_ok=True)
    write_return(children)
    people, relations = people_and_relations(children, chance)
    write("people", people)
    write("relationships", relations)
    write_plan(children, chance)


def write_return(children: list[Chosen]) -> None:
    """Write the four parts of the return."""
    for one in children:
        mend(one)
    write("header", [one.header for one in children])
    write("episodes", [row for one in children for row in one.episodes])
    write("reviews", [row for one in children for row in one.reviews])
    write("uasc", [one.uasc for one in children if one.uasc])


def mend(one: Chosen) -> None:
    """Mend what contradicts itself: H5 has left DfE's list, providers must go with placements."""
    for n, row in enumerate(one.episodes):
        row["HOME_POST"], row["PL_POST"] = postcode(one, 20), postcode(one, n)
        row["PLACE"] = {"H5": "K3" if one.age >= 16 else "K2"}.get(row["PLACE"], row["PLACE"])
        if row["PLACE"] == "P1":
            row["PLACE_PROVIDER"] = "PR0"
        elif row["PLACE_PROVIDER"] == "PR0":
            row["PLACE_PROVIDER"] = "PR1"
    if one.last["PLACE"][0] == "A":
        one.last["LS"] = "E1"
    elif one.last["LS"] == "E1" and one.age > 8:
        one.last["LS"] = "C2"


def write(name: str, rows: list[Row]) -> None:
    """Write rows as CSV, in the order given."""
    with (OUT / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(dict.fromkeys(column for row in rows for column in row)))
        out.writeheader()
        out.writerows(rows)


def tell_stories(children: list[Chosen]) -> dict[str, str]:
    """Choose whose last review has been recorded: by age and home, so that what is told could be true."""
    told = {next(one.number for one in children if one.given == ELLIS): "ellis"}
    wanted = {
        "college": (16, "UK", ""),
        "football": (9, "U", "1"),
        "baking": (11, "U", ""),
        "moving": (14, "UK", "2"),
    }
    for story, (age, homes, sex) in wanted.items():
        fit = [
            one
            for one in children
            if one.number not in told
            and not one.uasc
            and one.last["PLACE"][0] in homes
            and sex in {"", one.header["SEX"]}
            and len(one.reviews) > 3
            and one.due_in > 30
        ]
        told[min(fit, key=lambda one: (abs(one.age - age), one.number)).number] = story
    return told


def write_plan(children: list[Chosen], chance: random.Random) -> None:
    """Write what the app moves dates by: the child's age, the days to the next due date, reviews held."""
    rows = []
    stories = tell_stories(children)
    for one in children:
        most = max(1, (one.age * 365 - 60) // 172)
        held = min(len(one.reviews), most)
        if one.given == ELLIS:
            held = 3
        elif one.age >= 18:
            held = max(held, 4)
        elif one.due_in in {11, 19}:
            held = 0
        elif one.due_in in {21, 40, 62}:
            held = 1
        elif held < 2:
            held = min(2, most)
        rows.append(
            {
                "CHILD": one.number,
                "age": str(one.age),
                "days_since_birthday": str(chance.randint(40, 120 if one.age in {17, 20} else 330)),
                "due_in": str(one.due_in),
                "reviews_held": str(held),
                "story": stories.get(one.number, ""),
            }
        )
    write("plan", rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
