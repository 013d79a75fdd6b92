"""What all doors share: the one way to say that a door could not be opened."""


class DoorError(RuntimeError):
    """A door cannot be opened; the text is a sentence that says why and what to do next."""
