"""What the frozen app is put through: IT's commands, and a person at the keyboard of a real window.

The app runs without Python on the path; what it left on the disk is then read with the checkout's own code.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from iro_desktop.caseload import Caseload
from iro_desktop.demonstration.caseload import DEMONSTRATION_PASSPHRASE, build_demonstration
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.vault import open_vault
from iro_desktop.domain.clock import machine_clock

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
PASSPHRASE = "frozen kettle orchard lantern"
PATIENCE = 60.0  # seconds for a window to come; a cold disk and a busy machine are slow


def bare_environment(home: Path, **more: str) -> dict[str, str]:
    """Return an environment that knows no Python and nothing of this checkout."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP", "LANG") if name in os.environ}
    return {**kept, "PATH": str(home), "HOME": str(home), "IRO_DESKTOP_TRACE": str(home / "trace"), **more}


def moments(home: Path, name: str) -> list[float]:
    """Return when the app said that `name` happened (seconds on the clock of `time.time`)."""
    trace = home / "trace"
    lines = trace.read_text("utf-8").splitlines() if trace.exists() else []
    return [int(line.split()[1]) / 1e9 for line in lines if line.split()[0] == name]


def wait_for(condition: Callable[[], object], what: str) -> None:
    """Wait until the condition holds; say what did not come if it never does."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"The frozen app did not get as far as: {what}")
        time.sleep(0.02)


@contextmanager
def started(
    program: Path, environment: dict[str, str], *arguments: str
) -> Iterator[tuple[float, subprocess.Popen[bytes]]]:
    """Start the program for the length of a block; gives the moment of its start and its process."""
    began = time.time()
    process = subprocess.Popen([program, *arguments], env=environment, cwd=environment["HOME"])
    try:
        yield began, process
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


# -- without a window --------------------------------------------------------------------------------------
def trial_unlock_screen(program: Path, home: Path) -> None:
    """Start it offscreen to the unlock screen, three times: the first finds nothing in the disk's cache."""
    took = []
    for number in (1, 2, 3):
        environment = bare_environment(home, QT_QPA_PLATFORM="offscreen")
        with started(program, environment, "--profile", str(home / "profile")) as (began, _):
            wait_for(lambda wanted=number: len(moments(home, "unlock_shown")) == wanted, "the unlock screen")
            took.append(f"{moments(home, 'unlock_shown')[-1] - began:.2f}")
    print(f"unlock screen {', '.join(took)} s after the start (offscreen)")


def trial_due_dates(program: Path, home: Path) -> None:
    """Ask the frozen command and the checkout for the same due dates."""
    ask = ["due-dates", str(DATA / "timescale_vectors.csv")]
    frozen = output([str(program), *ask], bare_environment(home))
    source = output([sys.executable, "-m", "iro_desktop", *ask], {**os.environ, "PYTHONPATH": str(ROOT)})
    if not frozen or frozen != source:
        sys.exit("The frozen app counts other due dates than the checkout")
    print(f"{len(frozen.splitlines()) - 1} due dates are those of the checkout")


def trial_escrow(program: Path, home: Path) -> None:
    """Make a council's key pair with the frozen command, and have it shown and its uses listed."""
    safe, environment = home / "safe", bare_environment(home)
    making = [str(program), "escrow", "make-key", str(safe), "--council", "Frozen Council", "--stdin"]
    made = output(making, environment, PASSPHRASE + "\n")
    shown = output([str(program), "escrow", "fingerprint", str(safe / "council-escrow.json")], environment)
    listed = output(
        [str(program), "escrow", "uses", "--key", str(safe / "council-escrow-private.json")], environment
    )
    if shown.splitlines()[1] not in made or "made" not in listed:
        sys.exit("The frozen app does not know the council's key that it made")
    print("a council's escrow key was made, shown and its use listed")


def output(command: list[str], environment: dict[str, str], typed: str = "") -> str:
    """Return what a command answers; its failure is ours."""
    done = subprocess.run(
        command, input=typed, capture_output=True, encoding="utf-8", env=environment, check=False
    )
    if done.returncode:
        sys.exit(f"{command[1]} failed:\n{done.stderr}")
    return done.stdout


def make_caseload(program: Path, home: Path) -> None:
    """Make an encrypted caseload with the frozen command, from the sample return of the tests."""
    began = time.monotonic()
    command = [str(program), "import", str(DATA / "ssda903"), "--profile", str(home / "profile"), "--create"]
    command += ["--council", "Frozen Council", "--passphrase-stdin", "--json"]
    output(command, bare_environment(home), PASSPHRASE + "\n")
    if (home / "profile" / "caseload.db").read_bytes()[:15] == b"SQLite format 3":
        sys.exit("The frozen app left its caseload unencrypted")
    print(f"the sample return imported in {time.monotonic() - began:.1f} s")


# -- in a window -------------------------------------------------------------------------------------------
class Person:
    """Somebody at the keyboard of a display, with one program running on it."""

    def __init__(self, display: str, home: Path) -> None:
        self.display, self.home = display, home

    def xdotool(self, *words: str) -> None:
        """Run xdotool on this display."""
        subprocess.run(["xdotool", *words], check=True, env={**os.environ, "DISPLAY": self.display})

    def look(self, seconds: float = 1.0) -> None:
        """Look until a page is filled, which nothing outside can see; give the newest window the keyboard.

        A desktop's window manager would give it that; this display has none.
        """
        time.sleep(seconds)
        seen = ["xdotool", "search", "--onlyvisible", "--name", "."]
        windows = output(seen, {**os.environ, "DISPLAY": self.display}).split()
        self.xdotool("windowfocus", "--sync", windows[-1])

    def type(self, words: str) -> None:
        """Type words as fast as a quick typist."""
        self.xdotool("type", "--delay", "20", words)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self.xdotool("key", "--delay", "40", *keys)

    def count(self, moment: str) -> int:
        """Return how often the app said that a moment came."""
        return len(moments(self.home, moment))

    def unlock(self, passphrase: str, until: str = "caseload_shown") -> float:
        """Unlock the screen that is shown, and return the seconds from Enter to the moment waited for."""
        before = self.count(until)
        self.look()
        self.type(passphrase)
        began = time.time()
        self.press("Return")
        wait_for(lambda: self.count(until) > before, f"{until}, after Enter")
        self.look()
        return moments(self.home, until)[-1] - began

    def lock(self) -> float:
        """Lock, and return the seconds until a fresh process asked for the passphrase."""
        before = self.count("unlock_shown")
        self.press("ctrl+l")
        wait_for(lambda: self.count("unlock_shown") > before, "the unlock screen after the lock")
        return moments(self.home, "unlock_shown")[-1] - moments(self.home, "locked")[-1]

    def quit(self, process: "subprocess.Popen[bytes]") -> None:
        """End it as the end of a session does, and see the launcher go in peace.

        There is no window manager here whose button could close the window.
        """
        process.terminate()
        wait_for(lambda: process.poll() is not None, "the end, after it was asked to")
        if process.returncode:
            sys.exit(f"The frozen app ended with {process.returncode}")


@contextmanager
def at_a_window(
    program: Path, home: Path, profile: Path
) -> Iterator[tuple[Person, "subprocess.Popen[bytes]"]]:
    """Start the program on a display of its own, as far as the unlock screen."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        sys.exit("Xvfb and xdotool are needed to try the frozen app: packaging/system.sh app installs them")
    reading, writing = os.pipe()  # Xvfb chooses a free number and writes it there
    screen = ["-screen", "0", "1366x768x24", "-nolisten", "tcp", "-r"]  # no repeating keys
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), *screen], stderr=subprocess.DEVNULL, pass_fds=(writing,)
    )
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="ascii") as answer:
            display = f":{answer.readline().strip()}"
        environment = bare_environment(home, DISPLAY=display)
        with started(program, environment, "--profile", str(profile)) as (_, process):
            person = Person(display, home)
            wait_for(lambda: person.count("unlock_shown"), "the unlock screen in a window")
            yield person, process
    finally:
        server.terminate()
        server.wait()


def trial_lock_and_relaunch(program: Path, home: Path) -> None:
    """Unlock by typing, lock by the key, see a fresh process ask, unlock again and quit."""
    make_caseload(program, home)
    profile = ProfilePaths(home / "profile")
    with at_a_window(program, home, profile.root) as (person, process):
        first = person.unlock(PASSPHRASE)
        again = person.lock()
        second = person.unlock(PASSPHRASE)
        person.quit(process)
    if not any(profile.backups.iterdir()):
        sys.exit("The frozen app made no backup when it was closed")
    print(f"the caseload {first:.2f} and {second:.2f} s after Enter, the lock's new process {again:.2f} s")


def trial_words_and_letter(program: Path, home: Path) -> None:
    """On the demonstration: save a letter as Word, type in a review, lock in the middle, go on, quit."""
    profile, letter = ProfilePaths(home / "profile"), home / "letter.docx"
    build_demonstration(profile, machine_clock())
    with at_a_window(program, home, profile.root) as (person, process):
        person.unlock(DEMONSTRATION_PASSPHRASE)
        open_ellis(person)
        person.press("alt+t")  # the letter of the last review, which is finished
        person.look(3)
        save_letter(person, letter)
        person.press("alt+Left")
        person.look()
        person.press("ctrl+r")
        person.look(2)
        person.type("marmalade before the lock")
        person.lock()
        person.unlock(DEMONSTRATION_PASSPHRASE, until="passphrase_accepted")
        person.look(3)  # it comes back to the review, not to the caseload
        person.type(" and tangerine after it")
        person.press("ctrl+s")
        person.look()
        person.quit(process)
    look_for_words(profile)
    look_at_letter(letter)


def open_ellis(person: Person) -> None:
    """Find Ellis by typing, and open the page."""
    person.type("Ellis")
    person.look()
    person.press("Return")
    person.look(2)


def save_letter(person: Person, letter: Path) -> None:
    """Save the letter that is shown through the dialog that asks where."""
    person.press("ctrl+shift+s")
    person.look(2)
    person.press("ctrl+a")
    person.type(str(letter))
    person.press("Return")
    wait_for(letter.exists, "the letter as a Word file")
    person.look()


def look_for_words(profile: ProfilePaths) -> None:
    """See in the caseload itself that nothing typed was lost, and that the cursor was where it had been."""
    clock = machine_clock()
    keys = open_vault(profile, DEMONSTRATION_PASSPHRASE, None)
    caseload = Caseload.open(
        profile.caseload_file, keys.data_key, device=keys.device_id, person=keys.device_id, clock=clock
    )
    try:
        found = caseload.search("marmalade before the lock and tangerine after it")
    finally:
        caseload.close()
    if not found:
        sys.exit("Words typed before or after the lock are not in the caseload")
    print("the words typed before the lock are there, and those typed after it follow them")


def look_at_letter(letter: Path) -> None:
    """See that the Word file is one, and is written to Ellis."""
    with ZipFile(letter) as archive:
        if "Ellis" not in archive.read("word/document.xml").decode():
            sys.exit("The letter does not name the child it is written to")
    print(f"a letter saved as Word, {letter.stat().st_size} bytes")


TRIALS = (
    trial_unlock_screen,
    trial_due_dates,
    trial_escrow,
    trial_lock_and_relaunch,
    trial_words_and_letter,
)
