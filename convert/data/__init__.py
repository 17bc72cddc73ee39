"""Reading a data folder: which pictures there are and what they show, tables that people keep, the table of currencies.

Whether the folder is in order is looked into in `convert.data_audit`.
"""
