"""`python -m convert check`: rules, file names, near-duplicates, suspicious labels, and the report in words.

Nothing here changes a data folder.
"""
