"""The demonstration's laptop: enrolled at the demonstration's office, filled from there, ready to open."""

from iro_desktop.demonstration.caseload import DEMONSTRATION_PASSPHRASE, MARKER
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.secrets import machine_secret_store
from iro_desktop.device.vault import create_vault
from iro_desktop.domain.child import Child
from iro_desktop.domain.clock import Clock
from iro_desktop.services.enrol_laptop import ask_to_enrol, join_office
from iro_desktop.services.open_caseload import Keys, make_caseload
from iro_desktop.services.sync_now import begin_sync


def make_laptop(paths: ProfilePaths, clock: Clock, address: str, code: str) -> int:
    """Make an encrypted caseload, enrol it with the code and fill it; return how many children it has.

    Raises a KnownProblem if the office is not reached or refuses; an enrolled laptop whose filling was cut
    off goes on with it when it is opened.
    """
    vault = create_vault(paths, DEMONSTRATION_PASSPHRASE, machine_secret_store())
    paths.demonstration_marker.write_text(MARKER, encoding="utf-8")
    session = make_caseload(paths, Keys(vault.data_key, vault.device_id), clock)
    try:
        session = join_office(session, ask_to_enrol(address, code))
        run = begin_sync(session)
        while (errand := run.next()) is not None:
            errand.take(errand.ask())
        run.cancel()
        return len(session.caseload.list(Child))
    finally:
        session.caseload.close()
