"""Every parser of bytes from outside, given bytes that nobody meant for it.

`make test` tries some for seconds, the same each time; `make fuzz` tries new ones for an hour (scripts/fuzz.py). What
failed once lies in `corpus/` and is tried every time. How all this is run is in running.py; a new parser needs a test
with `@fuzzed` and `attempt`, and nothing else.
"""
