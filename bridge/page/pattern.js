// The rhythm that the rows of the pattern make, as a row of lamps.

import { element } from "./dom.js";

const ROWS = ["pattern_pulses", "pattern_steps", "pattern_rotation"];

// Bjorklund's: so many pulses, as evenly as may be, over so many steps.
export function euclid(steps, pulses, rotation) {
  let head = Array.from({ length: Math.min(pulses, steps) }, () => [true]);
  let tail = Array.from({ length: steps - head.length }, () => [false]);
  for (let shares = head.length > 0 && tail.length > 0; shares; shares = tail.length > 1) {
    const pairs = Math.min(head.length, tail.length);
    const left = head.length > pairs ? head.slice(pairs) : tail.slice(pairs);
    head = head.slice(0, pairs).map((group, n) => [...group, ...tail[n]]);
    tail = left;
  }
  const even = [...head, ...tail].flat();
  return even.map((_, n) => even[(((n - rotation) % steps) + steps) % steps]);
}

export function lamps(controls) {
  if (!ROWS.every((id) => controls.rows.has(id))) return null;
  const body = element("div", { class: "lamps", role: "img" });
  const show = () => {
    const [pulses, steps, rotation] = ROWS.map((id) => controls.values.get(id));
    const rhythm = euclid(steps, pulses, rotation);
    body.replaceChildren(...rhythm.map((struck) => element("span", { class: struck ? "lit" : "" })));
    body.setAttribute("aria-label", `Rhythm ${rhythm.map((struck) => (struck ? "x" : "·")).join("")}`);
  };
  for (const id of ROWS) controls.show(id, show);
  return body;
}
