"""The invented people around the children of the demonstration: homes, schools, workers and families."""

import random

from faker import Faker

from tools.demonstration_children import ELLIS, SEED, Chosen, Row, hash_of

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


def people_and_relations(children: list[Chosen], chance: random.Random) -> tuple[list[Row], list[Row]]:
    """Return the rows of the people file and of the relationships file."""
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
    return rows, relations


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
