"""The REST scoring service: the same recognition behind HTTP. Stands above all rooms and is imported by none."""
