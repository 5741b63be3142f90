"""Programs whose sync is measured beside ours, on one workload: Anki and PouchDB.

They are no dependencies of the product: `environment` makes one of their own for each, under build/peers.
What runs inside it imports nothing but the standard library, this folder and the peer.
"""
