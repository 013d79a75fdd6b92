"""How well words are understood: wordings that no caption to train on had, in text and in sound.

In text: is the instrument found, and does each lane that is spoken of go the way that is said. In
sound: is what is rendered from a text louder, brighter or noisier when the text says so, and does a
classifier of real sound name the instrument.
"""

from collections.abc import Callable, Sequence

import numpy as np

from engine.instrument import Instrument
from engine.models import captions, judges
from engine.models.captions import ROWS, WHO, Caption
from engine.models.classifier import Classifier
from engine.models.lexicon import HIGH, LANE_WORDS, LOW, NAMES
from engine.studio import asking, journey, sentences, words

SECONDS, STEPS, GUIDANCE = 4.0, 8, 2.0
SOUNDING = ("piano", "marimba", "violin", "trumpet", "flute", "saw_lead", "choir", "nylon_guitar")
"""Instruments on which words for the lanes are tried."""
MEASURES: dict[str, Callable[[np.ndarray], float]] = {
    "rms": lambda audio: float(np.median(judges.loudness_curve(audio))),
    "brightness": judges.brightness_semitones,
    "noisiness": judges.noisiness,
    "onset_rate": lambda audio: float(len(judges.onset_times(audio))),
}
"""Judges that know nothing of how the corpus was labelled."""
FREE: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("a fiddle crying quietly in the dark", "violin", {"rms": LOW, "brightness": LOW}),
    ("loud brass band trombone", "trombone", {"rms": HIGH}),
    ("someone strumming a classical guitar very gently", "nylon_guitar", {"rms": LOW}),
    ("fast and furious drum machine", "electronic_kit", {"onset_rate": HIGH}),
    ("a shy little thumb piano", "kalimba", {"rms": LOW}),
    ("huge church organ, very loud", "organ", {"rms": HIGH}),
    ("muffled rhodes, slow", "electric_piano", {"brightness": LOW, "onset_rate": LOW}),
    ("breathy flute with long notes", "flute", {"noisiness": HIGH, "onset_rate": LOW}),
    ("screaming saxophone", "alto_sax", {"rms": HIGH}),
    ("old wooden xylophone, few hits", "marimba", {"onset_rate": LOW}),
    ("dark cello drone", "cello", {"brightness": LOW}),
    ("shiny baroque harpsichord running up and down quickly", "harpsichord",
     {"brightness": HIGH, "onset_rate": HIGH}),
    ("monks singing softly", "choir", {"rms": LOW}),
    ("jazz drummer with brushes, sparse", "brush_kit", {"onset_rate": LOW}),
    ("retro video game lead", "square_lead", {}),
    ("angelic harp glittering", "harp", {"brightness": HIGH}),
    ("trap hi-hats, very fast", "hat", {"onset_rate": HIGH}),
    ("a hunting horn far away, quiet", "french_horn", {"rms": LOW}),
    ("aggressive buzzing sawtooth", "saw_lead", {"noisiness": HIGH}),
    ("deep dub bass from a synthesizer", "synth_bass", {"brightness": LOW}),
    ("bongos and congas, busy", "percussion", {"onset_rate": HIGH}),
    ("lush warm synth pad, calm", "warm_pad", {"rms": LOW}),
    ("bright trumpet fanfare", "trumpet", {"brightness": HIGH}),
    ("nasal oboe, pure tone", "oboe", {"noisiness": LOW}),
    ("soft dark marimba, sparse", "marimba",
     {"rms": LOW, "brightness": LOW, "onset_rate": LOW}),
    ("a full string orchestra, powerful", "string_ensemble", {"rms": HIGH}),
    ("cold clean vibraphone, slow", "vibraphone", {"noisiness": LOW, "onset_rate": LOW}),
    ("gritty breakbeat", "loop", {"noisiness": HIGH}),
    ("gentle piano lullaby", "piano", {"rms": LOW}),
    ("a woody clarinet, mellow", "clarinet", {"brightness": LOW}),
    ("four on the floor kick drum", "kick", {}),
    ("tight snare, hard hits", "snare", {"onset": HIGH}),
    ("country western guitar with steel strings", "steel_guitar", {}),
    ("funky bass guitar, plucked hard", "finger_bass", {"onset": HIGH}),
)
"""Written by hand, as people may say it, before any head was tried on them; its settings were
chosen later."""


def measure(instrument: Instrument, judge: Classifier) -> dict:
    """Everything, for the instrument's own head."""
    head = words.Head(instrument.folder / words.FILE)
    return {
        "held_out": in_text(head), "by_hand": by_hand(head),
        "in_sound": in_sound(instrument, head, judge),
    }


def by_hand(head: words.Head) -> dict:
    """Figures on FREE."""
    spoken = [
        Caption(text, {who: 1.0}, {}, levels) for text, who, levels in FREE
    ]
    return figures(spoken, understood(head, [text for text, _, _ in FREE]))


def in_text(head: words.Head, count: int = 420, seed: int = 7) -> dict:
    """Figures on held-out names, words and templates, all three at once."""
    rng = np.random.default_rng(seed)
    spoken = [
        captions.write(
            WHO[index % len(WHO)], {row: float(rng.random()) for row in ROWS}, rng, held=True
        )
        for index in range(count)
    ]
    return figures(spoken, understood(head, [caption.text for caption in spoken]))


def understood(head: words.Head, texts: Sequence[str]) -> list[words.Meaning]:
    """What each text means; all of their parts are encoded together."""
    divided = [sentences.parts(text) for text in texts]
    every = sorted({part for parts in divided for part in parts}, key=len)
    row = {part: place for place, part in enumerate(every)}
    vectors = sentences.encode(every)
    return [head.read(vectors[[row[part] for part in parts]]) for parts in divided]


def figures(spoken: Sequence[Caption], found: Sequence[words.Meaning]) -> dict:
    """Shares, 0 to 1, and on how many captions each rests."""
    pairs = list(zip(spoken, found, strict=True))
    named = [(next(iter(c.who)), m) for c, m in pairs if len(c.who) == 1]
    among = [(c.who, m) for c, m in pairs if len(c.who) > 1]
    silent = [m for c, m in pairs if not c.who]
    lanes_said = [
        (row, level, m.rows.get(row), c.mood) for c, m in pairs for row, level in c.told.items()
        if level in (LOW, HIGH)
    ]
    unsaid = [row in m.rows for c, m in pairs for row in ROWS if row not in c.told]

    def right(cases) -> list[bool]:
        return [said is not None and (said.rank > 0.5) == (level == HIGH)
                for _, level, said, _ in cases]

    heard = [case for case in lanes_said if case[2] is not None]
    return {
        "captions": len(spoken),
        "instrument_top_1": _share([_best(m, 1) == [who] for who, m in named]),
        "instrument_top_3": _share([who in _best(m, 3) for who, m in named]),
        "instrument_named": len(named),
        "group_right": _share([m.instrument in who for who, m in among]),
        "none_seen": _share([m.instrument is None for m in silent]),
        "lane_right": _share(right([case for case in lanes_said if not case[3]])),
        "mood_right": _share(right([case for case in lanes_said if case[3]])),
        "direction_where_heard": _share(right(heard)),
        "lanes_said": sum(not case[3] for case in lanes_said),
        "lanes_of_moods": sum(case[3] for case in lanes_said),
        "heard_but_unsaid": _share(unsaid),
        "by_row": {
            row: _share(right([case for case in lanes_said if case[0] == row])) for row in ROWS
        },
    }


def in_sound(instrument: Instrument, head: words.Head, judge: Classifier) -> dict:
    """Words that were learned, rendered: whether of two sounds of one instrument the one is louder,
    brighter, noisier or busier whose words say so, and whether the judge names the instrument."""
    named = judge.predict(
        [_played(instrument, head, _plain(who), seed) for seed, who in enumerate(WHO)]
    )
    ordered = {}
    for lane, measured in MEASURES.items():
        low, high = (LANE_WORDS[lane][end].trained for end in (LOW, HIGH))
        pairs = [
            [
                measured(_played(instrument, head, f"{some[seed % 3]}, {_plain(who)}", seed))
                for some in (low, high)
            ]
            for seed, who in enumerate(SOUNDING)
        ]
        ordered[lane] = _share([less < more for less, more in pairs])
    return {
        "named_by_the_classifier": _share([a == b for a, b in zip(named, WHO, strict=True)]),
        "instruments": len(named), "ordered": ordered, "pairs": len(SOUNDING),
    }


def _plain(who: str) -> str:
    return NAMES[who].trained[0]


def _played(instrument: Instrument, head: words.Head, text: str, seed: int) -> np.ndarray:
    """(samples,) of what a text sounds like, no notes asked."""
    found = words.held(head, understood(head, [text])[0]).settings
    settings = words.values(instrument, found)
    contract = instrument.contract
    latents = asking.latents_of(instrument, round(SECONDS * contract.sample_rate))
    request = asking.request(
        instrument, latents, {**settings, "seed_a": seed, "guidance": GUIDANCE}
    )
    made = journey.sample(instrument, request, STEPS)
    return journey.finished(instrument, journey.decode(instrument, made)).mean(axis=1)


def _best(meaning: words.Meaning, count: int) -> list[str]:
    return sorted(meaning.who, key=lambda name: -meaning.who[name])[:count]


def _share(cases: Sequence[bool]) -> float | None:
    """Of no cases there is none."""
    return round(float(np.mean(cases)), 3) if len(cases) else None
