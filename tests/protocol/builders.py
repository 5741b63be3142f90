"""Changes as a laptop would write them."""

from nacl.signing import SigningKey

from iro_desktop.domain.identity import new_id
from iro_desktop.protocol.signing import sign_change


def change(**more):
    child = more.pop("child", None) or new_id()
    return {
        "change_id": new_id(),
        "record_id": new_id(),
        "kind": "decision",
        "scope": {"kind": "child", "id": child},
        "operation": "create",
        "fields": {
            "child_id": {"based_on": 0, "was": None, "now": child},
            "what": {"based_on": 0, "was": "", "now": "Swimming on Tuesdays"},
        },
        "device": new_id(),
        "person": new_id(),
        "sequence": 1,
        "allocation_revision": 0,
        "device_time": "2026-11-23T10:00:00+00:00",
        "reason": "",
        **more,
    }


def signed(key=None, **more):
    return sign_change(key or SigningKey.generate(), change(**more))
