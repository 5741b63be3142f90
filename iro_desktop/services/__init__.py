"""One file per user action; each is one transaction on the caseload."""
