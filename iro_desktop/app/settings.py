"""How this person wants to see the app: text size and colours, kept in the profile. Holds no case data."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

SETTINGS_FILE = "settings.json"


@dataclass(frozen=True)
class Settings:
    """`text_percent` is 100 to 200; `scheme` is "system", "light" or "dark"."""

    text_percent: int = 100
    scheme: str = "system"


def read_settings(file: Path) -> Settings:
    """Return what is kept in `file`; whatever is missing or makes no sense is the default."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        percent = int(kept.get("text_percent", 100))
        scheme = str(kept.get("scheme", "system"))
    except (OSError, ValueError, TypeError, AttributeError):
        return Settings()
    return Settings(min(200, max(100, percent)), scheme if scheme in {"light", "dark"} else "system")


def keep_settings(file: Path, settings: Settings) -> None:
    """Write the settings whole, so that a kill leaves the old ones or the new ones."""
    unfinished = file.with_suffix(".new")
    unfinished.write_text(json.dumps(asdict(settings)), "utf-8")
    unfinished.replace(file)
