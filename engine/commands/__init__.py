"""Commands in files of their own, as the studio's are (`studio/commands/`): `add` makes the parser,
`run` does it. Nothing is loaded before a command runs.
"""
