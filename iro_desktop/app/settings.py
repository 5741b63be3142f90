"""How this person wants to see the app: text size and colours, kept in the profile. Holds no case data."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

SETTINGS_FILE = "settings.json"
LONGEST_COVER, LONGEST_LOCK = 10, 30
"""Minutes: nobody can set the app to wait longer."""


@dataclass(frozen=True)
class Settings:
    """`text_percent` is 100 to 200; `scheme` is "system", "light" or "dark"; the others are minutes without a
    touch: until the screen is covered, and until the app locks."""

    text_percent: int = 100
    scheme: str = "system"
    cover_after: int = 3
    lock_after: int = 10

    @property
    def look(self) -> tuple[int, str]:
        """Return what every window is dressed by."""
        return self.text_percent, self.scheme


def read_settings(file: Path) -> Settings:
    """Return what is kept in `file`; whatever is missing or makes no sense is the default."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        percent = int(kept.get("text_percent", 100))
        scheme = str(kept.get("scheme", "system"))
        cover, lock = int(kept.get("cover_after", 3)), int(kept.get("lock_after", 10))
    except (OSError, ValueError, TypeError, AttributeError):
        return Settings()
    return Settings(
        min(200, max(100, percent)),
        scheme if scheme in {"light", "dark"} else "system",
        min(LONGEST_COVER, max(1, cover)),
        min(LONGEST_LOCK, max(1, lock)),
    )


def keep_settings(file: Path, settings: Settings) -> None:
    """Write the settings whole, so that a kill leaves the old ones or the new ones."""
    unfinished = file.with_suffix(".new")
    unfinished.write_text(json.dumps(asdict(settings)), "utf-8")
    unfinished.replace(file)
