"""Your own sounds: a folder of recordings becomes an instrument.

In the order of the way: `finding.py` (which files, whose), `takes.py` and `cleaning.py` (what of
them is sound), `listening.py` and `chords.py` (what they play), `gathering.py` (a corpus of it;
what it found is in `findings.py`), `starting.py` (the shipped model's weights, with other
instruments), `course.py` (the steps, each of which can be cut off and goes on: `order.py` is what
was asked, `kept.py` what is done), `verdict.py` (what came of it), with `estimate.py`, `display.py`
and `view.py` for who waits.
"""
