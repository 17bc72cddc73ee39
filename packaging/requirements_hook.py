"""What the package needs, from the requirement files, so that each range stands in one place. Run by the build."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

EXTRAS = ("serve", "ray", "convert", "export")
_ALWAYS = "requirements.txt"


class RequirementsHook(MetadataHookInterface):
    """Fills in the dependencies and the extras."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Add what the files say to the project's metadata."""
        root = Path(self.root)
        metadata["dependencies"] = listed(root / _ALWAYS)
        metadata["optional-dependencies"] = {
            extra: sorted(set(listed(root / f"requirements-{extra}.txt")), key=str.lower) for extra in EXTRAS
        }


def listed(path: Path) -> list[str]:
    """The requirements in a file and in those that it names, without what is always installed."""
    found: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        asked = line.split(" #")[0].strip()
        if asked.startswith("-r "):
            named = asked[3:].strip()
            found += listed(path.with_name(named)) if named != _ALWAYS else []
        elif asked and not asked.startswith("#"):
            found.append(asked)
    return found
