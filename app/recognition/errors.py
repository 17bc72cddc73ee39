"""What can go wrong in this room."""

from app.trouble import Trouble


class ModelError(Trouble):
    """The model, or a pack of a currency, cannot be used.

    Codes:
        model_missing: there is no file at `path`.
        model_unreadable: the file at `path` cannot be read, for the reason `errno`.
        model_damaged: what lies at `path` is no model of ours, or not as it was written.
        model_without_checksum: it is one of a version before checksums.
        model_newer: it has a newer format than this version knows.
        model_metadata: its metadata does not hold together, at `field`.
        model_misfit: its network is another than its metadata says.
        model_runtime: the `package` that runs its format is not installed.
        model_landmarks: its landmarks do not hold together.
        pack_missing: there is no pack of a currency at `path`.
        pack_unreadable: the pack at `path` cannot be read, for the reason `errno`.
        pack_damaged: what lies at `path` is no pack of ours, or not as it was written.
        pack_newer: the pack at `path` has a newer format than this version knows.
        pack_misfit: the pack at `path` was made for another model.
    """
