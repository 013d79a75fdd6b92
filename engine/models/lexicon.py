"""How people speak of sounds: names of instruments, and words for what the lanes do. Words only.

Each entry is a pair: what captions to train on are made from, and what is held out to measure by,
which is never in a caption to train on.
"""

from typing import NamedTuple


class Words(NamedTuple):
    """trained: to learn from; held: to measure by."""

    trained: tuple[str, ...]
    held: tuple[str, ...]


def _words(trained: str, held: str) -> Words:
    return Words(
        *(tuple(word.strip() for word in text.split(",") if word.strip())
          for text in (trained, held))
    )


NAMES: dict[str, Words] = {
    "piano": _words("piano, grand piano, acoustic piano, concert grand, pianist",
                    "pianoforte, steinway, upright piano"),
    "electric_piano": _words("electric piano, rhodes, e-piano, electric keyboard, fender rhodes",
                             "wurlitzer, rhodes piano, electrified piano"),
    "vibraphone": _words("vibraphone, vibes, jazz vibraphone, metal mallet bars with a motor",
                         "vibraharp, vibraphone bars"),
    "marimba": _words("marimba, wooden mallet bars, xylophone, rosewood bars, wood mallets",
                      "balafon, marimba bars"),
    "organ": _words("organ, hammond organ, drawbar organ, church organ, tonewheel organ",
                    "pipe organ, hammond b3"),
    "nylon_guitar": _words(
        "nylon guitar, classical guitar, spanish guitar, nylon string guitar, flamenco guitar",
        "nylon strings on a guitar, bossa nova guitar"),
    "finger_bass": _words(
        "finger bass, bass guitar, electric bass, fingered bass guitar, plucked electric bass",
        "four string bass guitar, fender bass"),
    "synth_bass": _words("synth bass, synthesizer bass, analog bass, acid bass, moog bass",
                         "synthetic bass, electronic bassline"),
    "violin": _words("violin, solo violin, bowed violin, violinist",
                     "fiddle, stradivarius"),
    "cello": _words("cello, solo cello, violoncello, bowed cello, cellist",
                    "celli, a cello solo"),
    "string_ensemble": _words(
        "string ensemble, string orchestra, string section, orchestral strings, massed strings",
        "orchestra of strings, symphonic strings"),
    "harp": _words("harp, concert harp, harp strings, harpist, pedal harp",
                   "lyre, orchestral harp"),
    "choir": _words("choir, voices, human voices, singers, chorus of voices, vocal ensemble",
                    "choral singing, people singing"),
    "trumpet": _words("trumpet, solo trumpet, jazz trumpet, trumpeter, bugle",
                      "cornet, trumpet solo"),
    "french_horn": _words("french horn, horn, orchestral horn, horns, hunting horn",
                          "horn in f, french horns"),
    "alto_sax": _words("alto sax, saxophone, sax, alto saxophone, saxophonist",
                       "tenor saxophone, sax player"),
    "clarinet": _words("clarinet, solo clarinet, b flat clarinet, clarinettist, bass clarinet",
                       "klezmer clarinet, licorice stick"),
    "flute": _words("flute, concert flute, solo flute, flautist, transverse flute",
                    "piccolo, flutist"),
    "saw_lead": _words(
        "saw lead, sawtooth lead, sawtooth synth, saw wave synthesizer, supersaw lead",
        "sawtooth wave, buzzing saw synth"),
    "warm_pad": _words("warm pad, synth pad, pad, analog pad, ambient pad",
                       "synthesizer pad, a bed of warm synths"),
    "standard_kit": _words("drum kit, drums, acoustic drums, drum set, rock drums, standard kit",
                           "drummer, acoustic drum kit"),
    "electronic_kit": _words(
        "electronic kit, electronic drums, drum machine, synthetic drums, 808 drums",
        "909 drum machine, electronic drum kit"),
    "brush_kit": _words(
        "brush kit, brushes, jazz brushes, brushed drums, drums played with brushes",
        "brushed snare and cymbals, drum kit with brushes"),
    "harpsichord": _words("harpsichord, cembalo, baroque harpsichord, clavecin, spinet",
                          "virginal, baroque keyboard"),
    "steel_guitar": _words(
        "steel guitar, steel string guitar, folk guitar, acoustic guitar with steel strings,"
        " western guitar",
        "dreadnought guitar, steel-strung acoustic guitar"),
    "trombone": _words("trombone, slide trombone, solo trombone, trombonist, bass trombone",
                       "sackbut, tenor trombone"),
    "oboe": _words("oboe, solo oboe, oboist, double reed oboe, english horn",
                   "hautboy, cor anglais"),
    "kalimba": _words("kalimba, thumb piano, mbira, african thumb piano, sansa",
                      "likembe, plucked metal tines"),
    "square_lead": _words(
        "square lead, square wave lead, square wave synth, chiptune lead, 8-bit lead",
        "pulse wave lead, game boy melody"),
    "kick": _words("kick, kick drum, bass drum, kicks, kick drum hits",
                   "bass drum thump, kick drum sample"),
    "snare": _words("snare, snare drum, snares, snare hits, rimshot",
                    "snare drum sample, side drum"),
    "hat": _words("hat, hi-hat, hihat, closed hi-hat, hi-hats",
                  "high hat, hi-hat ticks"),
    "percussion": _words(
        "percussion, congas, bongos, tabla, hand percussion, shakers and wood blocks",
        "hand drums, latin percussion"),
    "recorded_kit": _words(
        "recorded kit, sampled drum kit, recorded drums, drum samples, sampled drums",
        "kit of drum samples, drum kit recordings"),
    "loop": _words("loop, drum loop, breakbeat, beat loop, sampled loop",
                   "amen break, looped drum break"),
}
"""By the instrument's name in `instruments.py`."""

GROUPS: dict[tuple[str, ...], Words] = {
    ("violin", "cello", "string_ensemble"): _words("bowed strings, strings, bowed instrument",
                                                   "string instrument played with a bow"),
    ("nylon_guitar", "steel_guitar", "harp", "kalimba", "harpsichord"): _words(
        "plucked strings, plucked instrument, something plucked", "plucked sound, pizzicato"),
    ("nylon_guitar", "steel_guitar"): _words("guitar, acoustic guitar", "six strings, guitarist"),
    ("finger_bass", "synth_bass"): _words("bass, bass line, low bass", "bass player, bottom end"),
    ("trumpet", "french_horn", "trombone"): _words("brass, brass instrument, brass section",
                                                   "brass band, brass players"),
    ("alto_sax", "clarinet", "oboe"): _words("reed instrument, reeds, reed",
                                             "single or double reed"),
    ("alto_sax", "clarinet", "oboe", "flute"): _words("woodwind, woodwinds, wind instrument",
                                                      "woodwind section, wind player"),
    ("vibraphone", "marimba", "kalimba"): _words("mallets, mallet percussion, tuned percussion",
                                                 "mallet instrument, pitched percussion"),
    ("piano", "electric_piano", "harpsichord"): _words("keys, keyboard, keyboard instrument",
                                                       "keyboards, keyboardist"),
    ("saw_lead", "square_lead"): _words("synth lead, lead synth, lead synthesizer",
                                        "synth solo, lead line on a synth"),
    ("saw_lead", "square_lead", "warm_pad", "synth_bass"): _words(
        "synth, synthesizer, electronic sound, analog synth", "synthesiser, synthetic tone"),
    ("standard_kit", "electronic_kit", "brush_kit", "recorded_kit", "loop"): _words(
        "beat, drum beat, drum groove, rhythm", "groove, percussive beat"),
}
"""Words that leave it open which of several is meant."""

LOW, MIDDLE, HIGH = "low", "middle", "high"
LANE_WORDS: dict[str, dict[str, Words]] = {
    "rms": {
        LOW: _words("soft, quiet, gentle, hushed, pianissimo, faint, whispering, at low volume,"
                    " played softly, low level", "subdued, muted, barely audible, played quietly"),
        MIDDLE: _words("moderately loud, mezzo forte, at medium volume, of medium loudness",
                       "neither loud nor soft"),
        HIGH: _words("loud, forte, powerful, strong, fortissimo, booming, full blast,"
                     " at high volume, played loudly",
                     "thunderous, blaring, deafening, at full volume"),
    },
    "brightness": {
        LOW: _words("dark, mellow, dull, warm, muffled, deep, low, bassy, with little treble,"
                    " rounded", "murky, sombre in tone, velvety, without highs"),
        MIDDLE: _words("of medium brightness, balanced, neutral in tone",
                       "neither dark nor bright"),
        HIGH: _words("bright, brilliant, sharp, shiny, treble, crisp, glittering, high,"
                     " with a lot of treble, sparkling",
                     "shimmering, piercing, glassy, full of highs"),
    },
    "noisiness": {
        LOW: _words("pure, clean, clear, tonal, smooth, sine-like, without noise, clean in tone",
                    "pristine, silky, uncluttered, free of noise"),
        MIDDLE: _words("slightly noisy, a bit of noise", "a little grit"),
        HIGH: _words("noisy, breathy, rough, hissing, gritty, grainy, raspy, full of noise,"
                     " distorted, harsh", "scratchy, windy, dirty, with a lot of hiss"),
    },
    "onset_rate": {
        LOW: _words("sparse, slow, few notes, unhurried, spacious, with long gaps,"
                    " played slowly, sustained, long notes, minimal",
                    "sluggish, with few attacks, leisurely, held notes"),
        MIDDLE: _words("at a medium pace, moderate tempo, walking pace", "at a moderate speed"),
        HIGH: _words("busy, fast, dense, many notes, rapid, hectic, quick, played fast,"
                     " running notes, rolling",
                     "frantic, crowded, speedy, with lots of notes"),
    },
    "onset": {
        LOW: _words("soft attacks, gently struck, light touch, with a tender touch, lightly played",
                    "delicately struck, feather touch"),
        MIDDLE: _words("with a normal touch, medium attack", "with medium attacks"),
        HIGH: _words("hard attacks, punchy, hard hit, accented, heavily struck, percussive,"
                     " snappy", "hammered, slammed, with strong attacks"),
    },
    "temperature": {
        LOW: _words("predictable, plain, tame, conventional, ordinary, simple",
                    "unsurprising, safe"),
        MIDDLE: _words("natural", "normal"),
        HIGH: _words("wild, strange, unpredictable, experimental, chaotic, weird",
                     "bizarre, erratic"),
    },
}
"""By the row of the table that they speak of."""

INTENSE = _words("very, extremely, really, super", "exceedingly, incredibly")
SLIGHT = _words("slightly, a bit, somewhat, fairly", "a little, rather")
NEGATED = _words("not too, not very", "not so")

MOODS: tuple[tuple[dict[str, str], Words], ...] = (
    ({"rms": LOW, "onset_rate": LOW},
     _words("calm, peaceful, relaxing, meditative, sleepy, a lullaby",
            "tranquil, serene, restful")),
    ({"rms": LOW, "brightness": LOW, "onset_rate": LOW},
     _words("gloomy, sad, melancholic, mournful, lonely", "sorrowful, depressing, bleak")),
    ({"rms": HIGH, "onset_rate": HIGH},
     _words("energetic, lively, exciting, driving, vigorous", "spirited, dynamic, full of energy")),
    ({"rms": HIGH, "noisiness": HIGH},
     _words("aggressive, angry, furious, violent, brutal", "enraged, ferocious, menacing")),
    ({"brightness": HIGH, "onset_rate": HIGH},
     _words("happy, cheerful, playful, joyful, bubbly", "merry, jolly, upbeat")),
    ({"rms": LOW, "brightness": LOW},
     _words("intimate, cosy, tender, nocturnal, dreamy", "late at night, romantic, wistful")),
    ({"rms": LOW, "brightness": HIGH},
     _words("fragile, icy, delicate, ethereal, fairy-like", "crystalline, wintry, angelic")),
    ({"rms": HIGH, "onset_rate": LOW},
     _words("majestic, epic, solemn, grand, monumental", "heroic, stately, triumphant")),
    ({"brightness": LOW, "noisiness": HIGH},
     _words("murmuring, stormy, ominous, foggy", "sinister, brooding")),
    ({"onset_rate": HIGH, "temperature": HIGH},
     _words("nervous, restless, anxious, panicking", "jittery, agitated")),
)
"""What a mood says of the lanes, and its words."""

TEMPLATES = Words(
    (
        "{before} {name}, {after}", "{before} {name} {after}", "{name}, {before}, {after}",
        "{name}: {before}, {after}", "a {before} {name}, {after}", "{before}, {after} {name}",
        "play a {before} {name} {after}", "I want a {before} {name}, {after}",
        "{name} that is {before} and {after}", "a {name} that sounds {before}, {after}",
        "sound of a {before} {name}, {after}", "the {name} is {before}, {after}",
        "{after}, {before} {name}", "some {before} {name}, {after}", "{before} {after} {name}",
        "{name} {before} {after}", "make it {before}, {after}, with a {name}",
    ),
    (
        "could you give me something like a {before} {name}, {after}?",
        "{before} and {after}, played on the {name}", "recording of a {name}: {before}, {after}",
        "we hear {before} notes of a {name}, {after}",
        "a clip with {name}, which is {before}, {after}",
        "let there be a {name}, {before}, {after}",
    ),
)
"""`name` is an instrument; `before` are adjectives, `after` phrases; any may be empty."""

BESIDE = Words(
    ("a melody", "chords", "an arpeggio", "in a room", "for a film", "please", "a phrase",
     "in the evening", "from the seventies", "solo", "single notes", "a pattern", "in c minor"),
    ("for my song", "in a concert hall", "by the sea"),
)
"""What says nothing of any row."""

NOTHING = Words(
    ("asdf", "hello world", "please book a table for two",
     "the quick brown fox jumps over a lazy dog",
     "what is the weather tomorrow", "my car needs new tyres", "stock prices fell on monday",
     "two plus two is four", "lorem ipsum dolor sit amet", "qwerty", "xyzzy foo bar", "1234567",
     "the parliament votes on a new law", "a recipe for tomato soup", "how do I install python",
     "...", "the cat sat on the mat", "import numpy as np", "blah", "he bought a house in spain",
     "error 404 not found", "our meeting was moved to friday", "photosynthesis in plants",
     "sound", "make a sound", "something", "anything", "music", "play something", "abc"),
    ("jkl jkl", "tax forms are due in april", "the train to berlin is delayed", "zzzz",
     "where did I put my keys", "chapter one of the novel"),
)
"""What names nothing that the instrument knows."""
