"""Files from the council -> what each row says, with every problem named by file, line and column.

Knows no database: `services.import_return` brings what is read here into a caseload, and
`central.importing` into the office.
"""
