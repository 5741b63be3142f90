"""Renews the keys of a profile again and again until it is killed: the worker of a proof."""

import sys
from pathlib import Path

from iro_desktop.device import renewal, slots, vault
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.stretch import FLOOR
from iro_desktop.domain.clock import machine_clock
from iro_desktop.services.open_caseload import Keys, open_caseload
from iro_desktop.services.renew_keys import news_of_renewal, renew_keys
from tests.device.stores import OLD, quick


def go_on(_done: int, _of: int) -> None:
    """Take no notice of how far it is."""


def main() -> None:
    slots.stretch = quick  # type: ignore[assignment]  # the stretching is not on trial here
    renewal.calibrate = lambda: FLOOR  # type: ignore[attr-defined]  # nor its cost
    paths = ProfilePaths(Path(sys.argv[1]))
    print("ready", flush=True)
    while True:
        proof = vault.open_vault(paths, OLD, None)
        session = open_caseload(paths, Keys(proof.data_key, proof.device_id), machine_clock())
        news_of_renewal(session, paths)
        code = vault.new_recovery_code()
        renew_keys(
            session, paths, proof, passphrase=OLD, code=code, secrets=None, progress=lambda _d, _o: None
        )


if __name__ == "__main__":
    main()
