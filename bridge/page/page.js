// The page: puts everything in its place once the instrument has said what there is.

import { choice, listed, named, number } from "./choice.js";
import { Controls } from "./controls.js";
import { element } from "./dom.js";
import { Gauges } from "./gauges.js";
import { Keys } from "./keys.js";
import { fader, knob, turning } from "./knob.js";
import { Lane } from "./lane.js";
import { Link } from "./link.js";
import { Learn, presets, setList, snapshots } from "./memory.js";
import { pad } from "./pad.js";
import { lamps } from "./pattern.js";
import { Picture } from "./picture.js";
import { text, toUnit } from "./rows.js";

const at = (id) => document.getElementById(id);
const SAID_MS = 9000, SAID_MOST = 3;
const PAINT_MS = 30; // the machine that plays has better things to do
const BUTTONS = {
  Time: {
    "/event/start": ["▶", "Start the beat"], "/event/continue": ["▶▶", "Let the beat go on"],
    "/event/stop": ["■", "Stop the beat"], "/event/tap": ["tap", "Tap the tempo"],
  },
  Model: { "/event/reset": ["reset", "Start the model from a fresh state"] },
};

const link = new Link({
  welcome: (matter) => welcome(matter),
  values: (values, { ack }) => controls.receive(values, ack),
  meters: (changed) => {
    gauges.take(changed);
    if (changed.beat !== undefined) clock.hear(changed.beat);
    for (const lane of lanes) lane.measured(gauges.meters);
  },
  state: (changed) => stand(changed),
  asks: (found) => {
    for (const [address, answer] of Object.entries(found)) answers.get(address)?.(answer);
  },
  say: (sentence) => show(sentence),
  error: (sentence) => show(sentence, true),
}, (buffer) => picture.take(buffer), (stands) => connected(stands));

const controls = new Controls(link);
const gauges = new Gauges();
const picture = new Picture(at("picture"));
const say = (...message) => link.say(...message);
const learn = new Learn(say, at("learn"), at("learn-bar"));
const keys = new Keys(say);
const answers = new Map();
const state = {};
let lanes = [];

const clock = {
  beat: null, since: 0,
  hear(beat) {
    this.beat = beat;
    this.since = performance.now();
  },
  seconds: () => performance.now() / 1000,
  beats() {
    const tempo = controls.values.get("tempo") ?? 120;
    if (this.beat == null) return this.seconds() * tempo / 60;
    return this.beat + (performance.now() - this.since) / 60000 * tempo;
  },
};

function welcome(matter) {
  const known = JSON.stringify(matter.rows) === JSON.stringify([...controls.rows.values()])
    && String(Object.keys(matter.events)) === at("panel").dataset.events;
  controls.welcome(matter);
  if (!known) build(matter);
  for (const id of controls.rows.keys()) controls.tell(id, controls.values.get(id));
  say("/picture", document.hidden ? 0 : 1);
}

function build({ sections, instruments, events }) {
  for (const lane of lanes) lane.stop();
  controls.forgetShown();
  answers.clear();
  at("panel").dataset.events = String(Object.keys(events));
  learn.offer(events);
  const found = new Map(sections.map((section) => [section.title, section]));
  const take = (title) => {
    const section = found.get(title);
    found.delete(title);
    return section?.rows ?? [];
  };
  lanes = sections.filter((section) => section.lane)
    .map((section) => new Lane(section, controls, learn, clock));
  for (const lane of lanes) found.delete(lane.section.title);
  at("lanes").replaceChildren(...lanes.map((lane) => lane.body));
  at("source").replaceChildren(source(take("Source"), instruments, events));
  at("keys").replaceChildren(keyboard(take("Keys")));
  const moments = take("Snapshots");
  at("moments").replaceChildren(...(moments.length || "/event/snapshot" in events
    ? [group("Snapshots", moments, events)] : []));
  at("rest").replaceChildren(...[...found].map(([title, { rows }]) => group(title, rows, events)));
  document.body.classList.add("built");
}

const row = (id) => controls.rows.get(id);

function widget(id) {
  return row(id).curve === "choice" ? named(row(id), choice(row(id), controls, learn))
    : row(id).maximum - row(id).minimum > 1000 && row(id).curve === "integer"
      ? named(row(id), number(row(id), controls, learn)) : knob(row(id), controls, learn);
}

function group(title, ids, events) {
  const extras = title === "Snapshots"
    ? [snapshots(controls, events, say, answers), presets(events, say, answers), setList(events, say, answers)]
    : [title === "Pattern" ? lamps(controls) : buttons(title, events)];
  return element("section", { class: `group ${title.toLowerCase()}`, "aria-label": title },
    element("h2", {}, title), ...extras.filter(Boolean),
    element("div", { class: "row" }, ...ids.map(widget)));
}

// Events that are buttons: those of this section that the instrument has.
function buttons(title, events) {
  const found = Object.entries(BUTTONS[title] ?? {}).filter(([address]) => address in events);
  return found.length ? element("div", { class: "buttons" }, ...found.map(([address, [mark, name]]) => (
    element("button", { type: "button", class: "tool", title: name, "aria-label": name,
      onclick: () => say(address) }, mark)))) : null;
}

// A and B face each other over the pad that goes from one to the other.
function source(ids, instruments, events) {
  const side = (letter) => element("div", { class: `side ${letter}` },
    element("span", { class: "letter", "aria-hidden": "true" }, letter.toUpperCase()),
    instruments.length ? listed(row(`instrument_${letter}`), controls, learn, instruments)
      : number(row(`instrument_${letter}`), controls, learn),
    element("span", { class: "label" }, "seed"), number(row(`seed_${letter}`), controls, learn),
    letter === "a" && "/event/new_seed" in events ? element("button", {
      type: "button", class: "tool dice", title: "Another seed A", "aria-label": "Another seed A",
      onclick: () => say("/event/new_seed"),
    }, "⚄") : "");
  const rest = ids.filter((id) => !/^(instrument|seed)_[ab]$/.test(id));
  return element("div", {}, element("h2", {}, "Source"), side("a"), side("b"),
    pad(controls, learn),
    ...rest.map((id) => (id === "morph" ? fader(row(id), controls, learn) : widget(id))));
}

function keyboard(ids) {
  const shown = ids.map((id) => (id === "bend" ? wheel(row(id)) : named(row(id), choice(row(id), controls, learn))));
  return element("div", { class: "keys-frame" },
    element("div", { class: "row" }, ...shown), keys.body);
}

// A pitch wheel: it springs back when it is let go.
function wheel(bend) {
  const puck = element("div", { class: "puck" });
  const body = element("div", {
    class: "wheel", role: "slider", tabindex: 0, id: `row-${bend.id}`, "data-row": bend.id,
    "aria-label": bend.label, "aria-valuemin": bend.minimum, "aria-valuemax": bend.maximum,
    "aria-orientation": "vertical", title: `${bend.about} Springs back.`,
  }, puck);
  controls.show(bend.id, (now) => {
    puck.style.top = `${100 * (1 - toUnit(bend, now))}%`;
    body.setAttribute("aria-valuenow", now);
    body.setAttribute("aria-valuetext", text(bend, now));
  });
  turning(body, bend, controls, learn, { travel: 110, springs: true });
  return element("div", { class: "named" }, body, element("span", { class: "label" }, "Bend"));
}

function stand(changed) {
  Object.assign(state, changed);
  at("model").textContent = [state.model, state.card].filter(Boolean).join(" · ");
  at("status").className = state.plays ? "on" : "waits";
  at("status-text").textContent = state.plays ? (state.hushed ? "silenced" : "playing") : "no sound yet";
  at("panic").classList.toggle("active", Boolean(state.hushed));
}

function connected(stands) {
  document.body.classList.toggle("lost", !stands);
  if (stands) return stand({});
  at("status").className = "off";
  at("status-text").textContent = "not connected";
  gauges.take({ rms_db: null, peak_db: null });
  keys.liftAll();
}

// The last few sentences, each for a while.
function show(sentence, isError = false) {
  const line = element("p", { class: isError ? "error" : "" }, sentence);
  at("said").append(line);
  while (at("said").children.length > SAID_MOST) at("said").firstChild.remove();
  setTimeout(() => line.remove(), SAID_MS);
}

let painted = 0;
function paint(now) {
  if (!document.hidden && now - painted >= PAINT_MS) {
    painted = now;
    picture.paint();
    gauges.paint(now);
    for (const lane of lanes) lane.paint();
  }
  requestAnimationFrame(paint);
}

at("panic").addEventListener("click", () => say("/event/panic"));
at("strike").addEventListener("click", () => say("/event/onset", 0.9));
at("help-open").addEventListener("click", () => at("help").showModal());
at("stage").addEventListener("click", () => (
  document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
document.addEventListener("visibilitychange", () => say("/picture", document.hidden ? 0 : 1));
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target.matches?.("input, select, dialog *")) return;
  if (learn.on) learn.turn(false);
  else say("/event/panic");
});
requestAnimationFrame(paint);
