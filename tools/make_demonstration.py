"""Chooses 85 children of the invented SSDA903 return and gives them invented names: resources/demonstration.

Run as `python tools/make_demonstration.py ../shared/data/ssda903`. Seeded: the same input gives the same
files. It needs Faker (the extra `demo`); the app does not, it reads what stands in resources.
Dates are left as the return has them; the app moves them around today when it builds the demonstration.
"""

import csv
import random
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from faker import Faker

OUT = Path(__file__).resolve().parent.parent / "resources" / "demonstration"
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
NEAR = ("Zoton", "Wrenbury Cross", "Farley Green", "Amblewick", "Netherholm")
AWAY = ("Port Skerrow", "Great Dunnick", "Castle Ember", "Lowmarsh", "Tarnbeck", "Hollinstow")
STREETS = [
    "Wren Lane",
    "Mill Road",
    "Orchard Close",
    "Station Road",
    "Chapel Street",
    "Meadow Way",
    "Park View",
    "Quarry Hill",
    "Beech Avenue",
    "Canal Walk",
    "Church Row",
    "Kestrel Drive",
]
PRIMARY = ("Zoton Primary School", "Wrenbury Church School", "Farley Green Primary", "Amblewick Juniors")
SECONDARY = ("Zoton High School", "Netherholm Academy", "St Brannoc’s School", "The Lowmarsh School")


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
    write_people(children, chance)
    write_plan(children, chance)


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


class Phones:
    """Numbers that Ofcom keeps for drama: nobody answers them."""

    def __init__(self) -> None:
        self._next = 20

    def landline(self) -> str:
        """Return the next landline."""
        self._next += 1
        return f"01632 960{self._next % 1000:03}"

    def mobile(self) -> str:
        """Return the next mobile."""
        self._next += 1
        return f"07700 900{self._next % 1000:03}"


def write_people(children: list[Chosen], chance: random.Random) -> None:
    """Write the people file and the relationships file."""
    faker = Faker("en_GB")
    faker.seed_instance(SEED + 1)
    phones = Phones()
    workers = [(f"{faker.first_name()} {faker.last_name()}", phones.mobile(), n % 3) for n in range(14)]
    leaders = [(f"{faker.first_name()} {faker.last_name()}", phones.landline()) for _ in range(3)]
    schools = {name: phones.landline() for name in (*PRIMARY, *SECONDARY)}
    homes: dict[str, Row] = {}
    rows, relations = [], []
    for one in children:
        family = min([one.number, *(other.number for other in one.siblings)])
        worker = workers[hash_of(family) % len(workers)]
        row = {"CHILD": one.number, "given_name": one.given, "family_name": one.family}
        row["known_as"] = one.given[:3] if chance.random() < 0.08 and len(one.given) > 5 else ""
        row |= home(one, chance, faker, phones, homes)
        row |= school(one, chance, faker, schools)
        row |= {"social_worker_name": worker[0], "social_worker_phone": worker[1]}
        row |= {"team_manager_name": leaders[worker[2]][0], "team_manager_phone": leaders[worker[2]][1]}
        row["iro_name"] = "Sam Okafor"
        if one.given == ELLIS:
            row |= ellis_row()
        rows.append(row)
        relations += relations_of(one, chance, faker, phones)
    write("people", rows)
    write("relationships", relations)


def postcode(one: Chosen, n: int) -> str:
    """Return a postcode in an area (ZQ) that the country does not have."""
    seed = hash_of(one.number) + n
    return f"ZQ{1 + seed % 28} {seed % 9}{'ABDEFGHJLN'[seed % 10]}{'PQRSTUWXYZ'[seed // 10 % 10]}"


def hash_of(number: str) -> int:
    """Return a number that stays the same from run to run, which `hash` does not."""
    return sum(ord(character) * (n + 7) for n, character in enumerate(number))


def home(one: Chosen, chance: random.Random, faker: Faker, phones: Phones, homes: dict[str, Row]) -> Row:
    """Return where the child lives and with whom; brothers and sisters in foster care live together."""
    together = [s for s in one.siblings if s.number in homes and s.last["PLACE"][0] == "U"]
    shared = homes[together[0].number] if together else None
    place = one.last["PLACE"]
    if shared and place[0] == "U":
        homes[one.number] = shared
        return shared
    town = chance.choice(AWAY if chance.random() < 0.4 else NEAR)
    row = {"address": f"{chance.randint(2, 98)} {chance.choice(STREETS)}, {town}"}
    row["postcode"] = one.last["PL_POST"]
    row["address_hidden"] = "Y" if chance.random() < 0.12 else "N"
    carers = [f"{faker.first_name_female()} {faker.last_name()}"]
    if place[0] in "UA":
        if chance.random() < 0.6:
            carers.append(f"{faker.first_name_male()} {carers[0].split()[-1]}")
        role = {"U": "foster carer", "A": "adoptive parent"}[place[0]]
    elif place == "P1":
        carers, role = [f"{faker.first_name_female()} {one.family}"], "mother"
    else:
        role = {"K2": "key worker", "K3": "support worker", "S1": "house parent", "R3": "key worker"}[place]
    for n, name in enumerate(carers, start=1):
        called = "Mum" if role == "mother" else name.split()[0]
        row |= {f"carer_{n}_name": name, f"carer_{n}_called": called, f"carer_{n}_role": role}
        row[f"carer_{n}_phone"] = phones.mobile()
    homes[one.number] = row
    return row


def school(one: Chosen, chance: random.Random, faker: Faker, schools: dict[str, str]) -> Row:
    """Return the school and the teacher of a child of school age."""
    if not 4 <= one.age <= 16:
        return {}
    name = chance.choice(PRIMARY if one.age < 11 else SECONDARY)
    title = chance.choice(("Mr", "Mrs", "Ms", "Miss"))
    return {
        "school_name": name,
        "school_phone": schools[name],
        "teacher_name": f"{title} {faker.last_name()}",
        "teacher_role": "class teacher" if one.age < 11 else "form tutor",
    }


def ellis_row() -> Row:
    """Return the people of the worked example."""
    return {
        "known_as": "",
        "address": "14 Orchard Close, Zoton",
        "address_hidden": "N",
        "carer_1_name": "Jo Reed",
        "carer_1_called": "Jo",
        "carer_1_role": "foster carer",
        "carer_1_phone": "01632 960011",
        "carer_2_name": "Mark Reed",
        "carer_2_called": "Mark",
        "carer_2_role": "foster carer",
        "carer_2_phone": "07700 900012",
        "school_name": "Zoton Primary School",
        "school_phone": "01632 960019",
        "teacher_name": "Mr Hall",
        "teacher_role": "class teacher",
        "social_worker_name": "Priya Nair",
        "social_worker_phone": "07700 900013",
    }


def relations_of(one: Chosen, chance: random.Random, faker: Faker, phones: Phones) -> list[Row]:
    """Return the family, and an advocate for some of the older ones."""

    def person(role: str, name: str, called: str, *, no_contact: bool = False, phone: str = "") -> Row:
        row = {"CHILD": one.number, "role": role, "name": name, "called": called, "phone": phone}
        return row | {"no_contact": "Y" if no_contact else "N"}

    found = []
    for other in one.siblings:
        role = "brother" if other.header["SEX"] == "1" else "sister"
        found.append(person(role, f"{other.given} {other.family}", other.given))
    if not one.uasc and one.last["PLACE"] != "P1":
        mother = f"{faker.first_name_female()} {one.family}"
        first = min([one, *one.siblings], key=lambda other: other.number)
        mother = f"Carla {one.family}" if one.given == ELLIS or first.siblings else mother
        found.append(person("mother", mother, "Mum", phone=phones.mobile()))
        if chance.random() < 0.35:
            father = f"{faker.first_name_male()} {faker.last_name()}"
            found.append(person("father", father, "Dad", no_contact=chance.random() < 0.4))
    if one.age >= 12 and chance.random() < 0.2:
        name = f"{faker.first_name()} {faker.last_name()}"
        found.append(person("advocate", name, name.split(maxsplit=1)[0], phone=phones.mobile()))
    return found


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
