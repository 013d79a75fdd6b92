// The keyboard: mouse, fingers, and the keys of the computer. What is lower on a key is louder.

import { element } from "./dom.js";

const LETTERS = "awsedftgyhujkolp"; // a is C
const BLACK = [1, 3, 6, 8, 10];
const NAMES = ["C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"];
const LOWEST = 24, HIGHEST = 108;

export class Keys {
  constructor(say) {
    this.say = say;
    this.holding = new Map(); // finger or letter to pitch
    this.from = 48;
    this.octaves = 3;
    this.velocity = 0.8;
    this.board = element("div", { class: "board", role: "group", "aria-label": "Keyboard" });
    this.where = element("output", { class: "where" });
    this.body = element("div", { class: "keys" },
      element("div", { class: "octave" },
        element("button", { type: "button", class: "tool", "aria-label": "An octave down (Z)",
          title: "An octave down (Z)", onclick: () => this.shift(-12) }, "−"),
        this.where,
        element("button", { type: "button", class: "tool", "aria-label": "An octave up (X)",
          title: "An octave up (X)", onclick: () => this.shift(12) }, "+")),
      this.board);
    this.build();
    this.fingers();
    addEventListener("keydown", (event) => this.typed(event));
    addEventListener("keyup", (event) => this.lift(`key ${event.code}`));
    addEventListener("blur", () => this.liftAll());
    new ResizeObserver(() => this.fit()).observe(this.board);
  }

  fit() {
    const octaves = Math.min(Math.max(Math.round(this.board.clientWidth / 330), 1), 4);
    if (octaves !== this.octaves) {
      this.octaves = octaves;
      this.build();
    }
  }

  build() {
    const whites = [...Array(12 * this.octaves + 1).keys()].filter((n) => !BLACK.includes(n % 12));
    const keys = [];
    for (let n = 0; n <= 12 * this.octaves; n += 1) {
      const pitch = this.from + n, black = BLACK.includes(n % 12);
      const name = `${NAMES[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
      const key = element("div", {
        class: black ? "key black" : "key white", "data-pitch": pitch, role: "button",
        "aria-label": name, tabindex: -1,
      }, element("span", {}, LETTERS[n - 12 * (this.octaves > 1)] ?? "", element("br"),
        pitch % 12 ? "" : name));
      const before = whites.filter((white) => white < n).length;
      key.style.left = `${100 * (before - (black ? 0.31 : 0)) / whites.length}%`;
      key.style.width = `${100 * (black ? 0.62 : 1) / whites.length}%`;
      keys.push(key);
    }
    this.board.replaceChildren(...keys);
    this.where.textContent = `C${this.from / 12 - 1}`;
    this.light();
  }

  shift(by) {
    const from = this.from + by;
    if (from < LOWEST || from + 12 * this.octaves > HIGHEST + 12) return;
    this.liftAll();
    this.from = from;
    this.build();
  }

  fingers() {
    const key = (event) => document.elementFromPoint(event.clientX, event.clientY)
      ?.closest(".key[data-pitch]");
    const on = (event) => {
      const found = key(event), finger = `finger ${event.pointerId}`;
      if (!found) return this.lift(finger);
      const box = found.getBoundingClientRect();
      const depth = (event.clientY - box.top) / box.height;
      this.press(finger, Number(found.dataset.pitch), 0.35 + 0.65 * Math.min(Math.max(depth, 0), 1));
    };
    this.board.addEventListener("pointerdown", (event) => {
      this.board.setPointerCapture(event.pointerId);
      on(event);
      event.preventDefault();
    });
    this.board.addEventListener("pointermove", (event) => {
      if (this.holding.has(`finger ${event.pointerId}`)) on(event);
    });
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
      this.board.addEventListener(name, (event) => this.lift(`finger ${event.pointerId}`));
    }
    // A screen reader presses what it finds, without a finger.
    this.board.addEventListener("click", (event) => {
      if (event.detail) return;
      const pitch = Number(event.target.closest(".key")?.dataset.pitch);
      this.press("reader", pitch, this.velocity);
      setTimeout(() => this.lift("reader"), 400);
    });
  }

  typed(event) {
    const place = event.target.tagName;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (["INPUT", "SELECT", "TEXTAREA"].includes(place) || document.querySelector("dialog[open]")) return;
    const letter = event.key.toLowerCase(), n = LETTERS.indexOf(letter);
    if (letter === "z" || letter === "x") this.shift(letter === "z" ? -12 : 12);
    else if (n >= 0 && letter) {
      this.press(`key ${event.code}`, this.from + n + 12 * (this.octaves > 1), this.velocity);
    }
  }

  press(holder, pitch, velocity) {
    if (this.holding.get(holder) === pitch) return;
    this.lift(holder);
    const sounds = [...this.holding.values()].includes(pitch);
    this.holding.set(holder, pitch);
    if (!sounds) this.say("/event/note_on", pitch, Number(velocity.toFixed(3)));
    this.light();
  }

  lift(holder) {
    const pitch = this.holding.get(holder);
    if (pitch === undefined) return;
    this.holding.delete(holder);
    if (![...this.holding.values()].includes(pitch)) this.say("/event/note_off", pitch);
    this.light();
  }

  liftAll() {
    for (const holder of [...this.holding.keys()]) this.lift(holder);
  }

  light() {
    const held = new Set(this.holding.values());
    for (const key of this.board.children) {
      key.classList.toggle("down", held.has(Number(key.dataset.pitch)));
    }
  }
}
