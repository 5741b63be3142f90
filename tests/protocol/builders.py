"""Changes as a laptop would write them."""

from nacl.signing import SigningKey

from iro_desktop.domain.identity import new_id
from iro_desktop.protocol.bundles import sign_bundle
from iro_desktop.records import canonical


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


def sign_change(key, change):
    """A change, and the signature of a bundle of its own."""
    return {"change": change, "signature": sign_bundle(key, [canonical(change)])}


def bundles_of(signed):
    """Return changes that were signed so as bundles of one each, as they are sent."""
    bundles = []
    for one in signed:
        whole = isinstance(one, dict) and "change" in one and "signature" in one
        change, signature = (one["change"], one["signature"]) if whole else (one, "0" * 128)
        bundles.append({"signature": signature, "changes": [change]})
    return bundles


def bundle_of(key, changes, **more):
    """Return changes as one bundle under one signature."""
    return {"signature": sign_bundle(key, map(canonical, changes)), "changes": list(changes), **more}
