"""The studio: what the instrument can do with a file. Knows no door, no clock and no device."""
