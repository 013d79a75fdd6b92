"""All the doors of one performance, which know of each other, opened and closed together."""

import time
from typing import TYPE_CHECKING

from bridge import ableton_link, addresses
from bridge.clips import Clips, present
from bridge.clock import MidiClock
from bridge.doors import DoorError
from bridge.keeper import Keeper
from bridge.maps import Maps
from bridge.midi_door import MidiDoor
from bridge.osc import OscDoor
from bridge.repertoire import Repertoire
from bridge.settings import Settings
from bridge.transport import LINK, Transport
from engine.folders import mine
from engine.panel import Panel
from engine.shared import SESSION

if TYPE_CHECKING:
    from bridge.query import QueryDoor
    from bridge.web import WebDoor


class Entrance:
    """OSC and OSCQuery, MIDI, the page, the beat and what is recalled. Whatever one of them can
    make happen, the others can."""

    def __init__(
        self, keeper: Keeper, settings: Settings, panel: Panel, repertoire: Repertoire
    ) -> None:
        """[control] All is still closed."""
        self._settings, self._session = settings, keeper.places.session
        self._repertoire, self._panel, self._shared = repertoire, panel, keeper.shared
        meters = keeper.shared.meters()
        self._transport = Transport(keeper.shared.timeline(), panel, settings.clock, meters)
        self._clock = MidiClock(self._transport)
        self._link = None
        if settings.clock == LINK:
            self._link = ableton_link.AbletonLink(self._transport, time.monotonic)
        self._clips = Clips(lambda: present(keeper, panel), self._tell)
        deeds = repertoire.deeds() | self._transport.deeds()
        deeds |= {addresses.CLIP: self._clips.render}
        self._midi = None
        if settings.midi:
            self._midi = MidiDoor(
                panel, settings.midi_ports, api=settings.midi_api, maps=Maps(mine("midi")),
                map_names=settings.midi_maps, deeds=deeds, programs=repertoire.programs,
                clock=self._clock.receive,
            )
            deeds |= self._midi.deeds()
        self._osc = OscDoor(
            panel, settings.osc_host, settings.osc_port, meters, deeds, repertoire.asks()
        )
        self._deeds = deeds
        self._query: QueryDoor | None = None
        self._web: WebDoor | None = None

    def open(self) -> None:
        """[control] Open them, and say where they are. Raises DoorError for what was asked for by
        name and cannot be had; without MIDI one can play, which is told."""
        self._osc.start()
        self._repertoire.start()
        host, port = self._osc.address
        print(f"OSC on {host}:{port}, e.g. oscsend {host} {port} /param/brightness f 3000")
        if self._midi is not None:
            try:
                self._midi.start()
                print(f"MIDI on {self._midi.describe()}")
            except DoorError as error:
                if self._settings.midi_ports:
                    raise
                print(f"Without MIDI: {error}")
        if self._link is not None:
            self._link.start()

    def open_later(self) -> None:
        """[control] Open OSCQuery and the page, as far as they are wanted: their libraries take a
        while, and the sound comes first. Raises DoorError as `open` does."""
        if self._settings.osc_query:
            self._open_query()
        if self._settings.web:
            self._open_web()

    def say(self, text: str) -> None:
        """[control] Tell those who look at the page."""
        if self._web is not None:
            self._web.say(text)

    def news(self, now_s: float) -> list[str]:
        """[control] What the player should be told since the last time."""
        self._clock.look(now_s)
        told = self._transport.news()
        for notices in (self._repertoire.notices, self._midi.notices if self._midi else ()):
            while notices:
                told.append(notices.popleft())
        return told

    def close(self) -> None:
        """[control] Close them all. Harmless when closed."""
        self._osc.stop()
        self._clips.stop()
        self._repertoire.stop()
        if self._midi is not None:
            self._midi.stop()
        if self._web is not None:
            self._web.stop()
        if self._query is not None:
            self._query.stop(patience_s=0)  # its farewell must not hold up the silence
        if self._link is not None:
            self._link.stop()
        self._transport.close()

    def _tell(self, source: str, address: str, arguments: list) -> None:
        """[any] Say something to whoever is called so, later than an answer."""
        self._osc.tell(source, address, arguments)

    def _open_query(self) -> None:
        from bridge.query import NAME, QueryDoor

        name = NAME if self._session == SESSION else f"{NAME} {self._session}"
        self._query = query = QueryDoor(self._osc, self._settings.osc_query_port, name)
        query.start()
        print(f"OSCQuery on http://{query.address[0]}:{query.address[1]}, as {query.name!r}")

    def _open_web(self) -> None:
        from bridge.web import PORT, WebDoor

        port = self._settings.web_port
        web = WebDoor(
            self._panel, self._shared, PORT if port is None else port, self._settings.web_token,
            self._deeds, self._repertoire.asks(),
        )
        try:
            web.start()
        except DoorError as error:
            if port is not None:
                raise
            print(f"Without the page: {error}")
            return
        self._web = web
        print(f"The page is at {web.url}")
