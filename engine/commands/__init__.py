"""The commands, a file for those of a kind, as the studio's are (`studio/commands/`): `add` makes
their parsers. Nothing is loaded before a command runs.
"""
