// One lane: its knobs, who decides it, what was asked and what the sound does, and a curve that one
// draws over them, on the same axes. The curve is played by this page, 40 values a second.

import { choice } from "./choice.js";
import { knob } from "./knob.js";
import { element, sharp } from "./dom.js";
import { fromUnit, text, toUnit } from "./rows.js";

const POINTS = 256;
const SEND_MS = 25;
const AHEAD = 10; // points that are wiped before the head
const SHAPES = {
  sine: (x) => 0.5 - 0.42 * Math.cos(2 * Math.PI * x),
  "ramp up": (x) => 0.1 + 0.8 * x,
  "ramp down": (x) => 0.9 - 0.8 * x,
  steps: (x) => [0.25, 0.75, 0.5, 0.9, 0.35, 0.6, 0.15, 0.8][Math.floor(x * 8)],
  random: null,
};
const LENGTHS = { "2 s": [2, 0], "4 s": [4, 0], "8 s": [8, 0], "16 s": [16, 0],
  "4 beats": [4, 1], "8 beats": [8, 1], "16 beats": [16, 1] };

export class Lane {
  constructor(section, controls, learn, clock) {
    this.section = section;
    this.controls = controls;
    this.clock = clock;
    this.row = controls.rows.get(section.drawn);
    this.curve = new Float32Array(POINTS).fill(NaN);
    this.asked = new Float32Array(POINTS).fill(NaN);
    this.got = new Float32Array(POINTS).fill(NaN);
    this.length = LENGTHS["8 s"];
    this.at = null;
    this.build(learn);
    this.listen();
  }

  build(learn) {
    const { section, controls } = this;
    this.canvas = element("canvas", {
      tabindex: 0, role: "img",
      "aria-label": `${section.title}: what is asked and what sounds; draw a curve here`,
    });
    this.play = element("button", {
      type: "button", class: "tool play", "aria-pressed": false, title: "Play the curve (Enter)",
      "aria-label": `Play the ${section.title.toLowerCase()} curve`, onclick: () => this.toggle(),
    }, "▶");
    const shapes = element("select", {
      class: "tool", "aria-label": `${section.title}: draw a shape`,
      onchange: () => { this.shape(shapes.value); shapes.value = ""; },
    }, element("option", { value: "" }, "shape…"),
    ...Object.keys(SHAPES).map((name) => element("option", { value: name }, name)));
    const lengths = element("select", {
      class: "tool", "aria-label": `${section.title}: length of the curve`,
      onchange: () => this.relength(lengths.value),
    }, ...Object.keys(LENGTHS).map((name) => element("option", { selected: name === "8 s" }, name)));
    const clear = element("button", {
      type: "button", class: "tool", title: "Wipe the curve",
      "aria-label": `Wipe the ${section.title.toLowerCase()} curve`, onclick: () => this.clear(),
    }, "✕");
    this.readings = Object.fromEntries(["asked", "got"].map((name) => [name, element("dd", {}, "–")]));
    this.body = element("section", { class: `lane ${section.lane}`, "aria-label": section.title },
      element("h2", {}, section.title),
      element("div", { class: "lane-head" },
        choice(controls.rows.get(section.mode), controls, learn),
        element("div", { class: "tools" }, this.play, shapes, lengths, clear)),
      element("div", { class: "lane-knobs" },
        ...section.rows.map((id) => knob(controls.rows.get(id), controls, learn))),
      element("div", { class: "lane-screen" }, this.canvas),
      element("dl", { class: "lane-readings" }, ...Object.entries(this.readings)
        .map(([name, place]) => element("div", { class: name }, element("dt", {}, name), place))));
    this.drawing();
    sharp(this.canvas, (context, width, height) => {
      Object.assign(this, { context, width, height });
      const styles = getComputedStyle(this.body);
      this.hue = styles.getPropertyValue("--hue").trim();
      this.ink = styles.getPropertyValue("--ink").trim();
      this.fill = context.createLinearGradient(0, 0, 0, height);
      this.fill.addColorStop(0, `${this.hue}99`);
      this.fill.addColorStop(1, `${this.hue}1c`);
    });
  }

  listen() {
    const left = (by) => by === "hand" || by === "another";
    this.controls.show(this.section.drawn, (_, by) => left(by) && this.stop());
    this.controls.show(this.section.mode, (mode, by) => mode !== 1 && left(by) && this.stop());
  }

  drawing() {
    let last = null;
    const put = (event) => {
      const box = this.canvas.getBoundingClientRect();
      const x = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 0.9999);
      const y = Math.min(Math.max(1 - (event.clientY - box.top) / box.height, 0), 1);
      const now = { point: Math.floor(x * POINTS), y };
      const from = last ?? now, span = Math.abs(now.point - from.point) || 1;
      for (let n = 0; n <= span; n += 1) {
        const point = from.point + Math.sign(now.point - from.point) * n;
        this.curve[point] = from.y + (now.y - from.y) * n / span;
      }
      last = now;
    };
    this.canvas.addEventListener("pointerdown", (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      last = null;
      put(event);
    });
    this.canvas.addEventListener("pointermove", (event) => last && put(event));
    const lift = () => {
      if (last && !this.timer) this.start();
      last = null;
    };
    this.canvas.addEventListener("pointerup", lift);
    this.canvas.addEventListener("pointercancel", lift);
    this.canvas.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.toggle();
      else if (event.key === "Delete" || event.key === "Backspace") this.clear();
    });
  }

  shape(name) {
    let level = Math.random();
    for (let n = 0; n < POINTS; n += 1) {
      if (n % 16 === 0) level = 0.1 + 0.8 * Math.random();
      this.curve[n] = SHAPES[name] ? SHAPES[name](n / POINTS) : level;
    }
    this.start();
  }

  relength(name) {
    this.length = LENGTHS[name];
    this.asked.fill(NaN);
    this.got.fill(NaN);
    this.at = null;
  }

  clear() {
    this.stop();
    this.curve.fill(NaN);
  }

  toggle() {
    if (this.timer) this.stop();
    else if (this.curve.some((y) => !Number.isNaN(y))) this.start();
    else this.shape("sine");
  }

  start() {
    this.timer ||= setInterval(() => this.send(), SEND_MS);
    this.play.setAttribute("aria-pressed", true);
    this.play.textContent = "■";
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.play.setAttribute("aria-pressed", false);
    this.play.textContent = "▶";
  }

  phase() {
    const [length, beats] = this.length;
    const now = beats ? this.clock.beats() : this.clock.seconds();
    return ((now / length) % 1 + 1) % 1;
  }

  send() {
    const y = this.curve[Math.floor(this.phase() * POINTS)];
    if (!Number.isNaN(y)) this.controls.turn(this.row.id, fromUnit(this.row, y), "curve");
  }

  // Meters: twenty times a second.
  measured(meters) {
    const asked = meters[`asked_${this.section.meter}`], got = meters[`got_${this.section.meter}`];
    const now = Math.floor(this.phase() * POINTS);
    for (let n = this.at ?? now, more = true; more; n = (n + 1) % POINTS) {
      this.asked[n] = this.placed(asked);
      this.got[n] = this.placed(got);
      more = n !== now;
    }
    this.at = now;
    for (let n = 1; n <= AHEAD; n += 1) this.asked[(now + n) % POINTS] = this.got[(now + n) % POINTS] = NaN;
    this.say(asked, got);
  }

  say(asked, got) {
    const unit = this.row;
    const read = (x) => (x == null ? "–" : text(unit, Number(x.toPrecision(3))));
    for (const [name, value] of [["asked", asked], ["got", got]]) {
      const place = this.readings[name], words = read(value);
      if (place.textContent !== words) place.textContent = words;
    }
  }

  placed(value) {
    if (value == null) return NaN;
    const inside = Math.min(Math.max(value, this.row.minimum), this.row.maximum);
    return toUnit(this.row, inside);
  }

  paint() {
    const { context, width, height } = this;
    if (!context) return;
    context.clearRect(0, 0, width, height);
    context.fillStyle = context.strokeStyle = this.ink;
    context.globalAlpha = 0.1;
    for (let n = 1; n < 8; n += 1) context.fillRect(Math.round(width * n / 8), 0, 1, height);
    for (let n = 1; n < 4; n += 1) context.fillRect(0, Math.round(height * n / 4), width, 1);
    context.globalAlpha = 1;
    this.area(this.got);
    context.strokeStyle = this.hue;
    this.line(this.got, 0.6, 1, []);
    this.line(this.asked, 1, 2, []);
    context.strokeStyle = this.ink;
    this.line(this.curve, this.timer ? 0.95 : 0.5, 1.5, [5, 4]);
    context.globalAlpha = 0.7;
    context.fillStyle = this.ink;
    context.fillRect(Math.round(this.phase() * width), 0, 1, height);
    context.globalAlpha = 1;
  }

  // Filled to the floor, run by run: where nothing is known there is a gap.
  area(ys) {
    const { context, width, height } = this, step = width / POINTS;
    context.fillStyle = this.fill;
    for (let from = 0; from < POINTS; from += 1) {
      if (Number.isNaN(ys[from])) continue;
      let to = from;
      context.beginPath();
      context.moveTo(from * step, height);
      for (; to < POINTS && !Number.isNaN(ys[to]); to += 1) {
        context.lineTo((to + 0.5) * step, 1 + (height - 2) * (1 - ys[to]));
      }
      context.lineTo(to * step, height);
      context.fill();
      from = to;
    }
  }

  line(ys, alpha, thick, dashes) {
    const { context, width, height } = this, step = width / POINTS;
    context.globalAlpha = alpha;
    context.lineWidth = thick;
    context.setLineDash(dashes);
    context.beginPath();
    for (let n = 0, draws = false; n < POINTS; n += 1) {
      const y = 1 + (height - 2) * (1 - ys[n]);
      if (draws) context.lineTo((n + 0.5) * step, y);
      else context.moveTo((n + 0.5) * step, y);
      draws = !Number.isNaN(ys[n]);
    }
    context.stroke();
    context.setLineDash([]);
  }
}
