"""The encrypted caseload: one SQLCipher file, its journal, search, blobs and migrations."""
