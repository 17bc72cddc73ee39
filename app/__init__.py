"""Noteworthy: the application. Rooms and their order are described in docs/dev/architecture.md."""

import os

# NumPy's products here are small. Shared among cores they gain nothing, and on a busy machine OpenBLAS's threads wait
# for each other up to 0.3 s a frame. It reads this when NumPy is first imported, which is after this.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
