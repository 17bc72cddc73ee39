"""Gives a model file of an older version the checksum without which it is not loaded: seal_model.py FILE...

One that has an older checksum, and is as it was written, gets the one of today, which is checked in half the time.

It can tell that a file changes from now on, and not whether it was whole before: use it on files that are known to be.
What else such a file lacks, `python -m convert metadata` adds.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.recognition.errors import ModelError
from app.recognition.labels import read_document
from app.recognition.seal import seal


def main(paths: list[str]) -> int:
    """Seal these files in place; 1 when one of them is no model without a checksum."""
    for path in map(Path, paths):
        sealed = path.with_name(path.name + ".sealed")
        try:
            sealed.write_bytes(seal(path.read_bytes()))
            version = json.loads(read_document(sealed)[1])["version"]
            sealed.replace(path)
        except (OSError, ModelError) as error:
            sealed.unlink(missing_ok=True)
            why = (
                "this is no model without a checksum, or with an older one" if isinstance(error, ModelError) else error
            )
            print(f"{path}: {why}", file=sys.stderr)
            return 1
        print(f"{path}: version {version}, sealed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
