"""The colours that every surface shares: a dark stage, and words that can be read on it."""

BACK, PANEL, DARK = "#0f1318", "#1a2028", "#0a0d10"
LINE, TEXT, DIM = "#2b3440", "#e8edf2", "#8d99a6"
RED, GREEN = "#e5484d", "#7fd962"
