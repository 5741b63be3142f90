"""`iro-central` from an empty database to a laptop that syncs over TLS."""

import json
import os
import secrets
import ssl

import httpx2
import pytest
from sqlalchemy import make_url, text

from iro_desktop.central import serving
from iro_desktop.central.command import main
from iro_desktop.central.database import engine_for
from iro_desktop.central.serving import Place, PlainNotAllowed, is_loopback, serve
from iro_desktop.central.settings import read_settings
from iro_desktop.domain.child import Child
from iro_desktop.domain.identity import imported_id
from iro_desktop.intake.incoming import CHILD
from iro_desktop.protocol.deposits import Deposit, seal
from iro_desktop.protocol.messages import Bundle
from iro_desktop.records import decode
from tests.central.office import TestOffice, enrolled
from tests.offices import TLS, running
from tests.protocol.builders import bundles_of

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{rows}"
PEOPLE = "CHILD,KNOWN_AS,IRO_NAME,SOCIAL_WORKER_NAME\n101,Amy,Ann Reeve,Sam Low\n102,Bo,Ben Ash,Sam Low\n"


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "return"
    folder.mkdir()
    rows = "101,F,14/02/2012,WBRI,A123456789012,0,\n102,M,01/09/2009,WBRI,B123456789012,0,\n"
    (folder / "header.csv").write_text(HEADER.format(rows=rows), encoding="utf-8")
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return folder


@pytest.fixture
def central(server_url, tmp_path, capsys):
    """Run commands against an office of its own: (code, what was printed)."""
    name = f"iro_cli_{secrets.token_hex(6)}"
    server = engine_for(server_url, pool=1)
    with server.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    url = make_url(server_url).set(database=name).render_as_string(hide_password=False)
    folder = tmp_path / "office"

    def run(*arguments):
        capsys.readouterr()
        code = main(["--office", str(folder), *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out + said.err

    run.folder = folder
    run.url = url
    assert run("init", "--database", url, "--council", "Coldwater")[0] == 0
    return run


def test_an_office_is_founded_once_and_keeps_its_secrets_to_its_owner(central):
    code, said = central("init", "--database", central.url, "--council", "Coldwater")
    assert code == 2
    assert "holds an office already" in said
    for name in ("centre.toml", "council.key", "service.key", "import.key"):
        shared = (central.folder / name).stat().st_mode & 0o077
        assert shared == 0 or os.name == "nt"  # Windows keeps rights elsewhere
    settings = read_settings(central.folder)
    assert "iro_app" in settings.service_url
    assert central("migrate") == (0, "Nothing to do.\n")


def test_a_return_is_imported_to_the_ids_that_laptops_give_and_a_second_time_changes_nothing(central, files):
    code, said = central("import", files, "--json")
    report = json.loads(said)
    assert code == 0
    assert report["children"]["created"] == 2
    again = json.loads(central("import", files, "--json")[1])
    for place in ("children", "people"):
        assert again[place]["created"] == again[place]["updated"] == 0
    engine = engine_for(central.url)
    with engine.begin() as connection:
        rows = connection.execute(
            text("SELECT body FROM iro.record WHERE kind = 'child' ORDER BY 1")
        ).scalars()
        amy = next(child for child in (decode(Child, row) for row in rows) if child.known_as == "Amy")
    engine.dispose()
    assert amy.id == imported_id("Coldwater", CHILD, "101")
    assert amy.sex == "F"
    assert central("verify-audit")[0] == 0


def test_people_children_and_laptops(central, files):
    central("import", files)
    _, ann = central("people", "--add", "Ann Reeve")
    assert central("allocate", "Ann Reeve", "--named") == (0, "1 children given.\n")
    assert central("allocate", ann.strip(), "--child", "102") == (0, "1 children given.\n")
    assert central("allocate", "Ann Reeve", "--child", "999")[0] == 2
    assert central("allocate", "Ann Reeve", "--child", "102", "--end") == (0, "1 children taken away.\n")
    assert "1 children, 0 laptops" in central("people")[1]
    code, said = central("enrol", "Ann Reeve")
    assert code == 0
    assert len(said.splitlines()[0]) == 30
    assert central("enrol", "Nobody")[0] == 2
    (central.folder / "council.key").rename(central.folder / "elsewhere.key")
    assert central("enrol", "Ann Reeve")[0] == 2
    assert central("enrol", "Ann Reeve", "--council-key", central.folder / "elsewhere.key")[0] == 0
    assert central("devices")[1].count("enrolled") == 1
    assert central("revoke", "x", "--why", "lost")[0] == 2


def test_what_a_revoked_laptop_handed_in_is_listed_and_taken_in(central):
    engine = engine_for(central.url)
    central("people", "--add", "Mo Manager", "--role", "manager")
    central("people", "--add", "Ann Reeve")
    office = TestOffice(owner=engine, app=engine, keys=central.folder)
    person = office.one("SELECT id FROM person WHERE name = 'Ann Reeve'")
    child = office.one("SELECT id FROM council")  # any id will do
    office.allocate(person, child)
    ann = enrolled(office, person)
    ann.sync()
    assert central("revoke", ann.device, "--why", "lost")[0] == 0
    written = ann.write(child=child, fields={"what": (0, "unsent")})
    council = office.one("SELECT id FROM council")
    (bundle,) = bundles_of([written])
    said = Deposit(council=council, device=ann.device, person=person, bundles=(Bundle(**bundle),))
    ann.ask("POST", "/v1/deposits", seal(office.one("SELECT deposit_key FROM council"), said))
    ann.ask("POST", "/v1/deposits", b"not sealed at all")
    listed = central("deposits")[1]
    assert listed.count("Ann Reeve  (waits)") == 2
    assert central("accept-deposit", "--for", "Ann Reeve")[0] == 1
    (central.folder / "council.key").rename(central.folder / "elsewhere.key")
    assert central("accept-deposit", "--for", "Mo Manager")[0] == 2
    key = central.folder / "elsewhere.key"
    code, said = central("accept-deposit", "--for", "Mo Manager", "--council-key", key)
    assert code == 1, "one of them is none"
    assert "1 taken" in said and "does not open" in said
    listed = central("deposits")[1]
    assert listed.count("(waits)") == 1 and listed.count("(taken in for Mo Manager)") == 1
    assert office.one("SELECT count(*) FROM log WHERE person_id = :p", p=person) == 1
    assert central("verify-audit")[0] == 0
    office.close()


def test_the_audit_is_verified_against_a_head_kept_elsewhere(central, tmp_path):
    head = tmp_path / "head.json"
    assert central("verify-audit", "--keep-head", head)[0] == 0
    central("people", "--add", "Ann Reeve")
    assert central("verify-audit", "--head", head)[0] == 0
    head.write_text(head.read_text("utf-8").replace('"hash": "', '"hash": "0'), encoding="utf-8")
    code, said = central("verify-audit", "--head", head)
    assert code == 1
    assert "cut or replaced" in said
    head.write_text("[]", encoding="utf-8")
    assert central("verify-audit", "--head", head)[0] == 2


def test_what_is_missing_is_said_in_words(central, files, tmp_path):
    assert main(["--office", str(tmp_path / "nowhere"), "people"]) == 2
    assert central("import", tmp_path / "nowhere")[0] == 2
    (central.folder / "import.key").write_text("not a key", encoding="utf-8")
    code, said = central("import", files)
    assert code == 2
    assert "import.key" in said
    assert "not a key" not in said


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "example.org", "::"])  # refused
def test_plain_http_is_for_this_machine_only(office, host):
    assert not is_loopback(host)
    with pytest.raises(PlainNotAllowed):
        serve(office.app, None, Place(host=host))
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")


def test_a_laptop_enrols_and_syncs_over_tls(central, files):
    central("import", files)
    central("people", "--add", "Ann Reeve")
    central("allocate", "Ann Reeve", "--named")
    settings = read_settings(central.folder)
    owner, app = engine_for(central.url), engine_for(settings.service_url)
    place = Place(port=0, certificate=TLS / "certificate.pem", key=TLS / "key.pem")
    trusted = ssl.create_default_context(cafile=TLS / "certificate.pem")
    office = TestOffice(owner=owner, app=app, keys=central.folder)
    with running(serving.configuration(app, settings, place)) as port:
        address = f"https://127.0.0.1:{port}"
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(f"{address}/v1/hello")
        office.http.close()
        office.http = httpx2.Client(base_url=address, verify=trusted)
        ann = enrolled(office, office.one("SELECT id FROM person WHERE name = 'Ann Reeve'"))
        records, _ = ann.snapshot()
        kinds = sorted(record["kind"] for record in records)
        assert kinds == ["child", "person"]
        child = next(record["record_id"] for record in records if record["kind"] == "child")
        assert ann.sync(ann.write(child=child, fields={"what": (0, "over TLS")}))[0][0]["outcome"] == "taken"
        assert "first fill" in central("reads", "101")[1]
        assert office.http.get("/v1/openapi.json").json()["openapi"] == "3.1.0"
        office.close()
