// Rows that are chosen and not turned: a switch of a few positions, a list, a number.

import { clamp } from "./rows.js";
import { element } from "./dom.js";

const SWITCH = 3; // positions; more are a list

export function choice(row, controls, learn) {
  return row.choices.length <= SWITCH ? positions(row, controls, learn)
    : listed(row, controls, learn, row.choices);
}

export function positions(row, controls, learn) {
  const buttons = row.choices.map((name, value) => element("button", {
    type: "button", role: "radio", class: `position ${name}`, "data-value": value,
    onclick: (event) => learn.takes(row.id, event.currentTarget.parentElement)
      || controls.turn(row.id, value),
  }, name));
  const body = element("div", {
    class: "switch", role: "radiogroup", "aria-label": row.label, id: `row-${row.id}`,
    "data-row": row.id, title: row.about,
  }, ...buttons);
  body.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const value = (controls.values.get(row.id) + by + buttons.length) % buttons.length;
    controls.turn(row.id, value);
    buttons[value].focus();
    event.preventDefault();
  });
  controls.show(row.id, (now) => buttons.forEach((button, value) => {
    button.setAttribute("aria-checked", value === now);
    button.tabIndex = value === now ? 0 : -1;
  }));
  return body;
}

export function listed(row, controls, learn, names) {
  const select = element("select", {
    class: "list", id: `row-${row.id}`, "data-row": row.id, "aria-label": row.label,
    title: row.about, onchange: (event) => controls.turn(row.id, Number(event.target.value)),
    onpointerdown: (event) => learn.takes(row.id, event.currentTarget) && event.preventDefault(),
  }, ...names.map((name, value) => element("option", { value }, name.replaceAll("_", " "))));
  controls.show(row.id, (now) => { select.value = now; });
  return select;
}

export function number(row, controls, learn) {
  const field = element("input", {
    type: "number", class: "number", id: `row-${row.id}`, "data-row": row.id,
    "aria-label": row.label, title: row.about, min: row.minimum, max: row.maximum, step: 1,
    onpointerdown: (event) => learn.takes(row.id, event.currentTarget) && event.preventDefault(),
    onchange: () => {
      const value = Number(field.value);
      if (field.value.trim() && Number.isFinite(value)) controls.turn(row.id, clamp(row, value));
      field.value = controls.values.get(row.id);
    },
    ondblclick: () => controls.turn(row.id, row.default),
  });
  controls.show(row.id, (now) => { field.value = now; });
  return field;
}

// With its name above, as a knob has it below.
export function named(row, body) {
  return element("div", { class: "named" }, body, element("span", { class: "label" },
    row.label.replace(/^(Listening|Pattern) (.)/, (_, word, letter) => letter.toUpperCase())));
}
