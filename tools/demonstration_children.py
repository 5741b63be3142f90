"""Which children of the invented return the demonstration shows, their ages and their names."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from faker import Faker

CHILDREN, SEED = 85, 903
ELLIS = "Ellis"
Row = dict[str, str]

LEGAL = {"C1", "C2", "E1", "V2"}
EARLIER_LEGAL = LEGAL | {"L1", "L2"}
HOMES = {"U1", "U2", "U3", "U4", "U5", "U6", "K2", "P1", "S1", "A3", "A4", "A5", "A6", "R3", "H5"}
AGES = (
    [2] * 3 + [3] * 3 + [4] * 3 + [5] * 4 + [6] * 4 + [7] * 4 + [8] * 5 + [9] * 5 + [10] * 6 + [11] * 6
    + [12] * 6 + [13] * 6 + [14] * 7 + [15] * 7 + [16] * 6 + [17] * 5 + [18] * 2 + [19] + [20] + [7]
)  # fmt: skip
FAMILIES = (2, 2, 3, 2, 2, 3, 2, 2)
"""Sizes of the sibling groups."""
DUE = (-12, -3, 1, 2, 4, 5, 8, 9, 11, 13, 14, 16, 18, 19, 21)
"""Days to the due dates that come first; the other children's lie evenly up to six months from now."""

NAMES: dict[str, tuple[str, str, str]] = {
    # ethnicity codes: girls' names, boys' names, family names
    "WBRI WIRT WROM NOBT REFU WOTH": (
        "Lily Ruby Poppy Daisy Freya Evie Scarlett Millie Rosie Erin Paige Skye Jess Keira Holly Tegan "
        "Bethany Lacey Summer Amber",
        "Alfie Jayden Riley Tyler Callum Finley Toby Kian Reece Logan Harvey Owen Corey Bradley Liam Jake "
        "Connor Archie Dylan Ryan",
        "",
    ),
    "WIRI": ("Aoife Niamh Orla Ciara", "Cillian Oisin Declan Ronan", "Doherty Brennan Keane Gallagher"),
    "AIND": ("Anaya Diya Meera Kavya Isha", "Arjun Rohan Dev Kiran Nikhil", "Patel Sharma Desai Menon Sidhu"),
    "APKN": ("Aisha Maryam Zara Hafsa Iqra", "Hamza Bilal Zain Ibrahim Adeel", "Akhtar Mahmood Raja Malik"),
    "ABAN": ("Nusrat Tahmina Sadia Farzana", "Tanvir Rafi Imran Shahid", "Begum Rahman Chowdhury Miah"),
    "AOTH": ("Nilofar Laila Mai Thuy", "Farid Omid Minh Karwan", "Ahmadi Noori Nguyen Tran"),
    "BCRB": ("Shanice Tiana Kezia Amari", "Jaheim Tyrell Malachi Kemar", "Campbell Grant Bailey Francis"),
    "BAFR": ("Adaeze Abena Hodan Eden", "Kofi Chidi Yusuf Samuel Dawit", "Mensah Tesfay Warsame Adeyemi"),
    "BOTH": ("Imani Nia Zuri", "Isaiah Elijah Jabari", "Cole Joseph Baptiste"),
    "CHNE": ("Mei Xin Lian", "Jun Wei Hao", "Chen Lin Wong"),
    "MWBC MWBA MOTH MWAS": (
        "Maya Leila Jasmine Naomi Talia Sienna Amara",
        "Isaac Kai Marcus Zak Theo Idris Jerome",
        "",
    ),
    "OOTH": ("Rozhin Mariam Salma", "Aram Karim Navid", "Hassan Karimi Saleh"),
}  # fmt: skip


@dataclass
class Chosen:
    """One child on the way into the demonstration."""

    header: Row
    episodes: list[Row]
    reviews: list[Row]
    uasc: Row | None = None
    age: int = 0
    due_in: int = 0
    given: str = ""
    family: str = ""
    siblings: list["Chosen"] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The council's number."""
        return self.header["CHILD"]

    @property
    def last(self) -> Row:
        """The episode that is still open."""
        return self.episodes[-1]


def postcode(one: Chosen, n: int) -> str:
    """Return a postcode in an area (ZQ) that the country does not have."""
    seed = hash_of(one.number) + n
    return f"ZQ{1 + seed % 28} {seed % 9}{'ABDEFGHJLN'[seed % 10]}{'PQRSTUWXYZ'[seed // 10 % 10]}"


def hash_of(number: str) -> int:
    """Return a number that stays the same from run to run, which `hash` does not."""
    return sum(ord(character) * (n + 7) for n, character in enumerate(number))


def read(folder: Path, name: str) -> list[Row]:
    """Read one part of the return."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_child(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Sort rows by child."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["CHILD"]].append(row)
    return found


def choose(folder: Path) -> list[Chosen]:
    """Take the children whose last episode is one that an IRO reviews, those with most history first."""
    episodes, reviews = by_child(read(folder, "episodes")), by_child(read(folder, "reviews"))
    uasc = {row["CHILD"]: row for row in read(folder, "uasc")}
    found = []
    for header in read(folder, "header"):
        own = sorted(episodes[header["CHILD"]], key=lambda row: row["DECOM"][6:] + row["DECOM"][3:5])
        still = [row for row in own if not row["DEC"]]
        if len(still) != 1 or still[0]["LS"] not in LEGAL or still[0]["PLACE"] not in HOMES:
            continue
        kept = [row for row in own if row["DEC"] and row["LS"] in EARLIER_LEGAL and row["PLACE"] in HOMES]
        alone = uasc.get(header["CHILD"])
        if alone:
            header["ETHNIC"] = ("AOTH", "OOTH", "BAFR")[len(found) % 3]
        found.append(Chosen(header, [*kept, still[0]], reviews[header["CHILD"]], alone))
    found.sort(key=lambda one: (one.uasc is None, -len(one.episodes), -len(one.reviews), one.number))
    if len(found) < CHILDREN:
        raise SystemExit(f"only {len(found)} children are fit to be chosen")
    return found[:CHILDREN]


def give_ages(children: list[Chosen]) -> None:
    """Give the youngest ages to children placed for adoption, the oldest to those who live on their own."""

    def fits(one: Chosen) -> tuple[int, str]:
        order = {"A": 0, "U": 2, "P": 3, "K": 4, "S": 4, "R": 1, "H": 6}[one.last["PLACE"][0]]
        return (5 if one.uasc else order), one.number

    for one, age in zip(sorted(children, key=fits), sorted(AGES), strict=True):
        one.age = min(age, 17) if one.uasc else age


def give_due_dates(children: list[Chosen], chance: random.Random) -> None:
    """Spread the due dates: two overdue, one tomorrow, a dozen soon, the rest in order."""
    order = children[:]
    chance.shuffle(order)
    left = len(order) - len(DUE)
    later = [22 + round(n * (178 - 22) / (left - 1)) for n in range(left)]
    for one, due_in in zip(order, [*DUE, *later], strict=True):
        one.due_in = due_in


def give_families(children: list[Chosen], chance: random.Random) -> None:
    """Make brothers and sisters of children of one ethnicity."""
    groups = defaultdict(list)
    for one in sorted(children, key=lambda one: one.age):
        if not one.uasc and 4 <= one.age <= 16:
            groups[one.header["ETHNIC"]].append(one)
    codes = sorted(groups, key=lambda code: -len(groups[code]))
    for size, code in zip(FAMILIES, codes, strict=False):
        family = groups[code][1 : size + 1]
        for one in family:
            one.siblings = [other for other in family if other is not one]
            one.due_in = family[0].due_in if family[0].due_in > 21 else one.due_in
    chance.random()


def give_names(children: list[Chosen], chance: random.Random) -> None:
    """Give invented names that go with the ethnicity codes; siblings share a family name."""
    faker = Faker("en_GB")
    faker.seed_instance(SEED)
    used: set[str] = set()
    for one in children:
        girls, boys, families = next(v for codes, v in NAMES.items() if one.header["ETHNIC"] in codes)
        names = (girls if one.header["SEX"] == "2" else boys).split()
        free = [name for name in names if name not in used] or names
        one.given = chance.choice(free)
        used.add(one.given)
        named = next((other.family for other in one.siblings if other.family), "")
        one.family = named or (chance.choice(families.split()) if families else faker.last_name())


def make_ellis(children: list[Chosen]) -> None:
    """Make the worked example: Ellis, 7, in foster care, whose fourth review is due within the week."""
    ellis = min(
        (one for one in children if one.last["PLACE"][0] == "U" and not one.siblings and not one.uasc),
        key=lambda one: (abs(one.age - 7), one.number),
    )
    ellis.given, ellis.family, ellis.age, ellis.due_in = ELLIS, "Ward", 7, 6
    ellis.header["ETHNIC"] = "WBRI"
    ellis.episodes = ellis.episodes[-1:]
    ellis.last.update(LS="C2", PLACE="U4", PLACE_PROVIDER="PR1")
