"""What opens the caseload, changed from the settings: the passphrase, the recovery code, the keys."""
