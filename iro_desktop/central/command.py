"""`iro-central`: a council's IT founds its office, brings in its files and people, and serves its laptops."""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import text

from iro_desktop.central import audit, demonstrating, depositing, devices, people
from iro_desktop.central.database import as_office
from iro_desktop.central.importing import import_into_office
from iro_desktop.central.migrations import migrate
from iro_desktop.central.office import COUNCIL_KEY, IMPORT_KEY, council_key_for, found_office, read_key
from iro_desktop.central.serving import Place, serve
from iro_desktop.central.settings import Settings, database, read_settings, write_settings
from iro_desktop.domain.clock import machine_clock
from iro_desktop.domain.identity import imported_id
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.intake.incoming import CHILD
from iro_desktop.intake.report import report_as_json
from iro_desktop.intake.report_words import report_words
from iro_desktop.intake.sources import source_files
from iro_desktop.records import Json

DONE, FOUND_WRONG, NOT_DONE = 0, 1, 2


class NotAsked(KnownProblem):
    """What was asked for does not make sense together."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0 done, 1 something is wrong (verify-audit), 2 not done."""
    options = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except KnownProblem as problem:
        print(f"{problem.title}\n{problem.what_to_do}", file=sys.stderr)
        return NOT_DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="iro-central", description=__doc__)
    parser.add_argument(
        "--office",
        type=Path,
        default=Path(os.environ.get("IRO_CENTRAL_OFFICE", "iro-central")),
        metavar="DIR",
        help="the office's folder: its settings and keys (default: iro-central, or IRO_CENTRAL_OFFICE)",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_founding(commands)
    _add_people(commands)
    _add_devices(commands)
    _add_checks(commands)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(
    commands: _Commands, name: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
    parser.set_defaults(run=run)
    return parser


def _add_founding(commands: _Commands) -> None:
    init = _command(commands, "init", _init)
    where = init.add_mutually_exclusive_group(required=True)
    where.add_argument("--database", metavar="URL", help="postgresql://... of a role that may make roles")
    where.add_argument("--embedded", action="store_true", help="a PostgreSQL of its own, to try it out")
    init.add_argument("--council", required=True, metavar="NAME")
    init.add_argument("--import-name", default="", help="the name laptops import under, if it is another")
    serving = _command(commands, "serve", _serve)
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8443)
    serving.add_argument("--certificate", type=Path, help="the TLS certificate's chain (PEM)")
    serving.add_argument("--key", type=Path, help="the certificate's key (PEM)")
    importing = _command(commands, "import", _import)
    importing.add_argument("paths", nargs="+", type=Path, metavar="FOLDER_OR_FILE")
    importing.add_argument("--json", action="store_true")
    importing.add_argument("--all", action="store_true", help="list every noted line")
    _command(commands, "migrate", _migrate)
    showing = _command(commands, "demonstrate", _demonstrate)
    showing.add_argument("files", type=Path, metavar="FOLDER", help="the demonstration's files")
    showing.add_argument("--port", type=int, default=8443)
    showing.add_argument("--code-file", type=Path, metavar="FILE", help="put one more code into this file")


def _add_people(commands: _Commands) -> None:
    listing = _command(commands, "people", _people)
    listing.add_argument("--add", metavar="NAME")
    listing.add_argument("--role", choices=["iro", "manager", "support"], default="iro")
    listing.add_argument("--end", metavar="PERSON", help="they have left: id or name")
    listing.add_argument("--why", default="")
    giving = _command(commands, "allocate", _allocate)
    giving.add_argument("person", help="id or name")
    which = giving.add_mutually_exclusive_group(required=True)
    which.add_argument("--child", action="append", metavar="NUMBER", help="the council's number of a child")
    which.add_argument("--named", action="store_true", help="the children whose file names this IRO")
    which.add_argument("--first", type=int, metavar="N", help="the first N children (to try it out)")
    giving.add_argument("--end", action="store_true", help="take them away instead")
    giving.add_argument("--from", dest="starts", type=date.fromisoformat, default=None, metavar="DATE")
    giving.add_argument("--until", type=date.fromisoformat, default=None, metavar="DATE")


def _add_devices(commands: _Commands) -> None:
    enrolling = _command(commands, "enrol", _enrol)
    enrolling.add_argument("person", help="id or name")
    _add_council_key(enrolling)
    enrolling.add_argument("--minutes", type=int, default=15, choices=range(1, 61), metavar="1-60")
    _command(commands, "devices", _devices)
    revoking = _command(commands, "revoke", _revoke)
    revoking.add_argument("device")
    revoking.add_argument("--why", required=True)
    _command(commands, "deposits", _deposits)
    accepting = _command(commands, "accept-deposit", _accept_deposit)
    accepting.add_argument("deposit", nargs="*", help="ids; without one, all that wait, in their order")
    accepting.add_argument("--for", dest="manager", required=True, metavar="MANAGER", help="id or name")
    _add_council_key(accepting)


def _add_council_key(command: argparse.ArgumentParser) -> None:
    where = f"where {COUNCIL_KEY} is kept, if not in the folder"
    command.add_argument("--council-key", type=Path, metavar="FILE", help=where)


def _add_checks(commands: _Commands) -> None:
    verifying = _command(commands, "verify-audit", _verify_audit)
    verifying.add_argument("--head", type=Path, action="append", default=[], help="a head kept elsewhere")
    verifying.add_argument("--keep-head", type=Path, metavar="FILE", help="write the head, to keep elsewhere")
    beginning = _command(commands, "new-epoch", _new_epoch)
    beginning.add_argument("--why", required=True)
    reading = _command(commands, "reads", _reads)
    reading.add_argument("child", help="the council's number of a child, or its id")


def _init(options: argparse.Namespace) -> int:
    """Found an office: its database, its keys, its settings."""
    folder: Path = options.office
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(folder.absolute(), options.database or "", "")
    with database(settings) as engine:
        founded = found_office(engine, settings.folder, options.council, options.import_name)
        write_settings(Settings(settings.folder, settings.admin_url, founded.app_url))
    print(f"The office of {options.council} is founded in {settings.folder}.")
    print(
        f"Move {COUNCIL_KEY} to where only the officers who enrol laptops can use it, and keep a copy safe:"
    )
    print("with it anybody can make a laptop the council's; without it no laptop can be enrolled.")
    return DONE


def _serve(options: argparse.Namespace) -> int:
    """Answer laptops: over TLS, or without it on this machine only."""
    settings = read_settings(options.office)
    with database(settings) as engine:
        migrate(engine)
        with database(settings, as_service=True) as service:
            return serve(
                service, settings, Place(options.host, options.port, options.certificate, options.key)
            )


def _demonstrate(options: argparse.Namespace) -> int:
    """Make an office of invented children if there is none yet, and answer laptops on this machine."""
    folder: Path = options.office.absolute()
    plan = demonstrating.read_plan(options.files)
    demonstrating.mark(folder)
    settings = demonstrating.found(folder, plan.council)
    with database(settings) as engine:
        demonstrating.fill(engine, folder, options.files, plan, machine_clock().today())
        code = demonstrating.code_for(engine, folder, plan)
        if options.code_file is not None:
            options.code_file.write_text(demonstrating.code_for(engine, folder, plan), encoding="utf-8")
        print(demonstrating.how_to_enrol(folder, plan, options.port, code), flush=True)
        with database(settings, as_service=True) as service:
            return serve(service, settings, Place(port=options.port))


def _import(options: argparse.Namespace) -> int:
    """Bring in SSDA903 files and the people file; a second time changes nothing."""
    settings = read_settings(options.office)
    sources = source_files(options.paths)
    key = read_key(settings.folder / IMPORT_KEY)
    with database(settings) as engine:
        report = import_into_office(engine, key, sources, today=machine_clock().today())
    if options.json:
        print(json.dumps(report_as_json(report), indent=1))
    else:
        print(report_words(report, every_line=options.all))
    return DONE


def _migrate(options: argparse.Namespace) -> int:
    """Bring the database to this version's schema."""
    with database(read_settings(options.office)) as engine:
        done = migrate(engine)
    print("Migrated: " + ", ".join(map(str, done)) if done else "Nothing to do.")
    return DONE


def _people(options: argparse.Namespace) -> int:
    """List people, add somebody, or end somebody's work here."""
    with database(read_settings(options.office)) as engine, as_office(engine) as connection:
        if options.add:
            print(people.add_person(connection, options.add, people.Role(options.role)))
            return DONE
        if options.end:
            people.end_person(connection, people.find_person(connection, options.end), options.why)
        for one in people.people(connection):
            state = "left" if one.ended else f"{one.children} children, {one.devices} laptops"
            print(f"{one.id}  {one.role:8} {one.name}  ({state})")
    return DONE


def _allocate(options: argparse.Namespace) -> int:
    """Give children to a person, or take them away."""
    with database(read_settings(options.office)) as engine, as_office(engine) as connection:
        person = people.find_person(connection, options.person)
        council = devices.council_of(connection).import_name
        if options.child:
            children = [imported_id(council, CHILD, number) for number in options.child]
        elif options.named:
            rows = connection.execute(_NAMED, {"person": person}).scalars()
            children = list(rows)
        else:
            children = list(connection.execute(_FIRST, {"count": options.first}).scalars())
        known = set(connection.execute(_KNOWN, {"ids": children}).scalars())
        if missing := [child for child in children if child not in known]:
            raise people.NobodyThere(
                f"{len(missing)} of these children are not at the office.",
                "Import the return first; check the numbers.",
            )
        if options.end:
            done = people.end_allocation(connection, person, children)
        else:
            starts = options.starts or machine_clock().today()
            done = people.allocate(connection, person, children, starts, options.until)
    print(f"{done} children {'taken away' if options.end else 'given'}.")
    return DONE


def _enrol(options: argparse.Namespace) -> int:
    """Make a one-time code with which a person's laptop is enrolled."""
    settings = read_settings(options.office)
    with database(settings) as engine, as_office(engine) as connection:
        person = people.find_person(connection, options.person)
        key = council_key_for(connection, options.council_key or settings.folder / COUNCIL_KEY)
        code = devices.grant_device(connection, key, person, timedelta(minutes=options.minutes))
    print(code)
    print(f"Good once, for {options.minutes} minutes. Say it or show it; do not send it.", file=sys.stderr)
    return DONE


def _devices(options: argparse.Namespace) -> int:
    """List the laptops."""
    with database(read_settings(options.office)) as engine, as_office(engine) as connection:
        for one in devices.devices(connection):
            state = "revoked" if one.revoked else "enrolled"
            print(f"{one.id}  {state:9} {one.enrolled}  {one.person}")
    return DONE


def _revoke(options: argparse.Namespace) -> int:
    """Refuse a laptop from its next request on."""
    with database(read_settings(options.office)) as engine, as_office(engine) as connection:
        if not devices.revoke(connection, options.device, options.why):
            raise people.NobodyThere("There is no such laptop to revoke.", "Use an id that `devices` lists.")
    print("Revoked.")
    return DONE


def _deposits(options: argparse.Namespace) -> int:
    """List what revoked laptops have handed in, sealed."""
    with database(read_settings(options.office)) as engine, as_office(engine) as connection:
        for one in depositing.deposits(connection):
            state = f"taken in for {one.accepted_by}" if one.accepted_by else "waits"
            print(f"{one.id}  {one.at}  {one.size:>9,} bytes  {one.person}  ({state})")
    return DONE


def _accept_deposit(options: argparse.Namespace) -> int:
    """Take in a revoked laptop's work for a manager who has agreed; needs the council's key."""
    settings = read_settings(options.office)
    with database(settings) as engine:
        with as_office(engine) as connection:
            key = council_key_for(connection, options.council_key or settings.folder / COUNCIL_KEY)
            manager = people.find_person(connection, options.manager)
            waiting = [one.id for one in depositing.deposits(connection) if not one.accepted_by]
        wrong = False
        for each in options.deposit or waiting:
            try:
                with as_office(engine) as connection:
                    taken = depositing.accept(connection, key, each, manager)
            except depositing.NotAccepted as problem:  # one that is damaged stops no other
                print(f"{each}: {problem.title} {problem.what_to_do}", file=sys.stderr)
                wrong = True
                continue
            counts = [f"{count} {outcome.replace('_', ' ')}" for outcome, count in taken.outcomes.items()]
            counts += [f"{taken.blobs} parts of letters"] if taken.blobs else []
            left = "; it stays in the list, for some of it waits" if taken.left else ""
            print(f"{each}: {', '.join(counts) or 'nothing in it'}{left}")
    return FOUND_WRONG if wrong else DONE


def _verify_audit(options: argparse.Namespace) -> int:
    """Check that nothing that was done has been edited, removed, reordered or cut off."""
    known = [_head_from(path) for path in options.head]
    with database(read_settings(options.office)) as engine, as_office(engine) as connection:
        head, flaws = audit.verify(connection, known)
    for flaw in flaws:
        print(f"{flaw.where}: {flaw.what}")
    print(f"{head.number} acts, {len(flaws)} flaws. Head: {head.hash}")
    if options.keep_head and not flaws:
        options.keep_head.write_text(json.dumps(asdict(head)) + "\n", encoding="utf-8", newline="\n")
    return FOUND_WRONG if flaws else DONE


def _head_from(path: Path) -> audit.Head:
    try:
        said: dict[str, Json] = json.loads(path.read_text(encoding="utf-8"))
        return audit.Head(int(str(said["number"])), str(said["hash"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise NotAsked("The head file cannot be read.", "Name one that --keep-head wrote.") from None


def _new_epoch(options: argparse.Namespace) -> int:
    """Say that the database was put back from a backup: laptops then offer again what it lost."""
    with database(read_settings(options.office)) as engine, as_office(engine) as connection:
        print(f"Epoch {people.begin_epoch(connection, options.why)} begins.")
    return DONE


def _reads(options: argparse.Namespace) -> int:
    """List who was sent a child's records, when and why: what an access request asks."""
    with database(read_settings(options.office)) as engine, as_office(engine) as connection:
        child = imported_id(devices.council_of(connection).import_name, CHILD, options.child)
        for row in connection.execute(_READS, {"ids": [child, options.child]}):
            print(f"{row.at:%Y-%m-%d %H:%M:%S}  {row.name}  {row.why}")
    return DONE


_NAMED = text("""
    SELECT record_id FROM record JOIN person ON lower(person.name) = lower(body ->> 'iro_name')
    WHERE kind = 'child' AND NOT deleted AND person.id = :person
""")
_FIRST = text(
    "SELECT record_id FROM record WHERE kind = 'child' AND NOT deleted ORDER BY record_id LIMIT :count"
)
_KNOWN = text("SELECT record_id FROM record WHERE kind = 'child' AND record_id = ANY (:ids)")
_READS = text("""
    SELECT at, person.name, why FROM read_log JOIN person ON person.id = person_id
    WHERE child_id = ANY (:ids) ORDER BY number
""")

if __name__ == "__main__":
    sys.exit(main())
