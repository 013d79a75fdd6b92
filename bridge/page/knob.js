// A knob: drag up and down, wheel, arrow keys, digits to type a value, double-click for the default.

import { fromUnit, isWhole, stepped, text, toUnit, clamp } from "./rows.js";
import { element, svg } from "./dom.js";

const TRAVEL = 190; // pixels from one end to the other
const FROM = 135, SWEEP = 270; // degrees, clockwise from three o'clock
const RADIUS = 19;

export function knob(row, controls, learn) {
  const value = element("span", { class: "value" });
  const arc = svg("path", { class: "arc" });
  const pointer = svg("line", { class: "pointer", x1: 0, y1: -5.5, x2: 0, y2: -12.5 });
  const face = svg("svg", { viewBox: "-24 -24 48 46", "aria-hidden": "true" },
    svg("path", { class: "track", d: path(0, 1) }), arc,
    ...ticks(row),
    svg("circle", { class: "skirt", r: 16 }), svg("circle", { class: "cap", r: 13.5 }), pointer);
  const body = element("div", {
    class: "knob", role: "slider", tabindex: 0, id: `row-${row.id}`, "data-row": row.id,
    "aria-label": row.label, "aria-valuemin": row.minimum, "aria-valuemax": row.maximum,
    "aria-description": row.about, title: `${row.about}\nDouble-click: ${text(row, row.default)}`,
  }, face, element("span", { class: "label" }, shortened(row)), value);

  const origin = row.minimum < 0 && row.maximum > 0 && !row.unit.startsWith("dB")
    ? toUnit(row, 0) : 0;
  controls.show(row.id, (now) => {
    const position = toUnit(row, now);
    arc.setAttribute("d", path(Math.min(origin, position), Math.max(origin, position)));
    pointer.setAttribute("transform", `rotate(${FROM + 90 + SWEEP * position})`);
    value.textContent = text(row, now);
    body.setAttribute("aria-valuenow", now);
    body.setAttribute("aria-valuetext", text(row, now));
    body.classList.toggle("untouched", !controls.touched.has(row.id));
  });
  turning(body, row, controls, learn);
  return body;
}

// A fader that lies: from A to B.
export function fader(row, controls, learn) {
  const puck = element("div", { class: "puck" });
  const body = element("div", {
    class: "fader", role: "slider", tabindex: 0, id: `row-${row.id}`, "data-row": row.id,
    "aria-label": row.label, "aria-valuemin": row.minimum, "aria-valuemax": row.maximum,
    "aria-description": row.about, title: row.about,
  }, puck);
  controls.show(row.id, (now) => {
    puck.style.left = `${100 * toUnit(row, now)}%`;
    body.setAttribute("aria-valuenow", now);
    body.setAttribute("aria-valuetext", text(row, now));
  });
  turning(body, row, controls, learn, { travel: 260, sideways: true });
  return body;
}

// All that hands do to a slider of any looks.
export function turning(body, row, controls, learn, options = {}) {
  const { travel, sideways, springs } = { travel: TRAVEL, ...options };
  const at = () => controls.values.get(row.id);
  const turn = (value) => controls.turn(row.id, value);
  let drag = null;
  body.addEventListener("pointerdown", (event) => {
    if (event.button || learn.takes(row.id, body)) return;
    if (event.target.tagName === "INPUT") return;
    body.setPointerCapture(event.pointerId);
    body.focus({ preventScroll: true });
    drag = { position: toUnit(row, at()), x: event.clientX, y: event.clientY };
    body.classList.add("held");
    event.preventDefault();
  });
  body.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const moved = sideways ? event.clientX - drag.x : drag.y - event.clientY;
    drag.position += moved / travel * (event.shiftKey ? 0.1 : 1);
    drag.position = Math.min(Math.max(drag.position, 0), 1);
    drag.x = event.clientX;
    drag.y = event.clientY;
    turn(fromUnit(row, drag.position));
  });
  const release = () => {
    if (drag && springs) turn(row.default);
    drag = null;
    body.classList.remove("held");
  };
  body.addEventListener("pointerup", release);
  body.addEventListener("pointercancel", release);
  body.addEventListener("dblclick", () => turn(row.default));
  body.addEventListener("wheel", (event) => {
    event.preventDefault();
    turn(stepped(row, at(), -Math.sign(event.deltaY) * (event.shiftKey ? 0.1 : 1)));
  }, { passive: false });
  body.addEventListener("keydown", (event) => {
    if (event.target !== body || event.ctrlKey || event.metaKey || event.altKey) return;
    const fine = event.shiftKey && !isWhole(row) ? 0.1 : 1;
    const steps = { ArrowUp: fine, ArrowRight: fine, ArrowDown: -fine, ArrowLeft: -fine,
      PageUp: 10, PageDown: -10 }[event.key];
    if (steps) turn(stepped(row, at(), steps));
    else if (event.key === "Home") turn(row.minimum);
    else if (event.key === "End") turn(row.maximum);
    else if (event.key === "Delete" || event.key === "Backspace") turn(row.default);
    else if (event.key === "Enter" && learn.takes(row.id, body)) return event.preventDefault();
    else if (event.key === "Enter" || /^[-0-9.]$/.test(event.key)) typed(body, row, at(), turn, event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

// A field over the value, to type into.
function typed(body, row, now, turn, first) {
  const field = element("input", {
    class: "typed", inputmode: "decimal", "aria-label": `${row.label} in ${row.unit || "steps"}`,
    value: first === "Enter" ? String(now) : first,
  });
  let over = false;
  const end = (keep) => {
    if (over) return;
    over = true;
    const number = Number(field.value.replace(",", "."));
    if (keep && field.value.trim() && Number.isFinite(number)) turn(clamp(row, number));
    field.remove();
    body.focus({ preventScroll: true });
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") end(true);
    if (event.key === "Escape") end(false);
  });
  field.addEventListener("blur", () => end(true));
  body.append(field);
  field.focus();
  field.setSelectionRange(first === "Enter" ? 0 : 1, field.value.length);
}

function shortened(row) {
  return row.label.replace(/^(Listening|Attack|Pattern|Snapshot) /, (word) => {
    return { "Attack ": "", "Listening ": "", "Pattern ": "", "Snapshot ": "" }[word];
  }).replace(/^./, (letter) => letter.toUpperCase());
}

function ticks(row) {
  const count = isWhole(row) && row.maximum - row.minimum <= 16 ? row.maximum - row.minimum : 10;
  return Array.from({ length: count + 1 }, (_, n) => {
    const [x, y] = point(n / count, 21.2), [u, v] = point(n / count, n % count ? 22.2 : 23);
    return svg("line", { class: "tick", x1: x, y1: y, x2: u, y2: v });
  });
}

function point(position, radius) {
  const angle = (FROM + SWEEP * position) * Math.PI / 180;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function path(from, to) {
  const [x, y] = point(from, RADIUS), [u, v] = point(to, RADIUS);
  const large = (to - from) * SWEEP > 180 ? 1 : 0;
  return `M ${x} ${y} A ${RADIUS} ${RADIUS} 0 ${large} 1 ${u} ${v}`;
}
