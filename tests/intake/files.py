"""Small files for tests, as text, and the shared return where this machine has it."""

from datetime import date
from pathlib import Path

from iro_desktop.intake.incoming import Reading
from iro_desktop.intake.reading import read_files
from iro_desktop.intake.sources import SourceFile
from tests.conftest import ROOT

TODAY = date(2026, 11, 23)
COUNCIL = "Wrenshire"
SAMPLE = Path(__file__).resolve().parent.parent / "data" / "ssda903"
SHARED = ROOT.parent / "shared" / "data" / "ssda903"

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
UASC = "CHILD,SEX,DOB,DUC\n"

ONE_CHILD = HEADER + "101,1,12/03/2015,WBRI,A000000000001,,\n"
ONE_EPISODE = EPISODES + "101,01/06/2024,S,C2,N1,U4,PR1,,,,ZQ1 1AA,ZQ2 2BB,SC000001\n"
ONE_REVIEW = REVIEWS + "101,12/03/2015,20/06/2024,PN1\n"


def source(text: str, name: str = "file.csv", encoding: str = "utf-8") -> SourceFile:
    return SourceFile(name, text.encode(encoding))


def read(*texts: str) -> Reading:
    sources = [source(text, f"file{n}.csv") for n, text in enumerate(texts)]
    return read_files(sources, council=COUNCIL, today=TODAY)


def codes(reading: Reading) -> list[str]:
    return [remark.code for remark in reading.notebook.remarks]
