"""Where the files lie that ship with the program: model, packs, specimens, icons. What is in them, others know.

`models/`, `assets/` and `scripts/` lie beside the package `app` wherever it runs: in a clone, in what pip installed, in
the frozen app, in the service's container. So they are found from the package, never from the folder one stands in.
"""

from importlib.resources import files
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(str(files("app")))
"""The package itself, with what only one of its rooms needs."""
PROGRAM: Final = PACKAGE.parent
"""The folder that holds the package; what starts a process of its own puts it into PYTHONPATH."""
MODELS: Final = PROGRAM / "models"
SPECIMENS: Final = PROGRAM / "assets" / "specimens"
ICONS: Final = PROGRAM / "assets" / "icons"
SCRIPTS: Final = PROGRAM / "scripts"
"""What asks the system for libraries; none in the frozen app, which brings its own."""
