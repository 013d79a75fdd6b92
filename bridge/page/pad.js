// Two rows under one finger.

import { element } from "./dom.js";
import { fromUnit, isWhole, stepped, text, toUnit } from "./rows.js";

export function pad(controls, learn, across = "morph", up = "guidance") {
  const rows = [...controls.rows.values()].filter((row) => !isWhole(row));
  const axes = { x: controls.rows.get(across), y: controls.rows.get(up) };
  const puck = element("div", { class: "puck" });
  const lines = [element("div", { class: "cross across" }), element("div", { class: "cross up" })];
  // No output: a screen reader would say each of them; the pad's own text is read when it is asked for.
  const read = element("span", { class: "reading", "aria-hidden": "true" });
  const surface = element("div", {
    class: "pad-surface", tabindex: 0, role: "slider", "aria-roledescription": "XY pad",
    "aria-valuemin": 0, "aria-valuemax": 1,
  }, element("span", { class: "end low" }), element("span", { class: "end high" }), ...lines, puck, read);

  const show = () => {
    const values = Object.values(axes).map((row) => controls.values.get(row.id));
    const [x, y] = [toUnit(axes.x, values[0]), toUnit(axes.y, values[1])];
    puck.style.left = lines[1].style.left = `${100 * x}%`;
    puck.style.top = lines[0].style.top = `${100 * (1 - y)}%`;
    surface.style.setProperty("--x", x);
    const texts = [text(axes.x, values[0]), text(axes.y, values[1])];
    read.textContent = texts.join(" · ");
    const ends = axes.x.id === "morph" ? ["A", "B"] : ["", ""];
    surface.querySelectorAll(".end").forEach((end, n) => { end.textContent = ends[n]; });
    surface.setAttribute("aria-label", `${axes.x.label} across, ${axes.y.label} up`);
    surface.setAttribute("aria-valuenow", x);
    surface.setAttribute("aria-valuetext", texts.join(", "));
  };
  controls.watchers.add((id) => {
    if (id === axes.x.id || id === axes.y.id) show();
  });
  const put = (event) => {
    const box = surface.getBoundingClientRect();
    controls.turn(axes.x.id, fromUnit(axes.x, (event.clientX - box.left) / box.width));
    controls.turn(axes.y.id, fromUnit(axes.y, 1 - (event.clientY - box.top) / box.height));
  };
  surface.addEventListener("pointerdown", (event) => {
    if (learn.takes(axes.x.id, surface)) return;
    surface.setPointerCapture(event.pointerId);
    surface.classList.add("held");
    put(event);
  });
  surface.addEventListener("pointermove", (event) => surface.hasPointerCapture(event.pointerId) && put(event));
  surface.addEventListener("lostpointercapture", () => surface.classList.remove("held"));
  surface.addEventListener("dblclick", () => {
    for (const row of Object.values(axes)) controls.turn(row.id, row.default);
  });
  surface.addEventListener("keydown", (event) => {
    const steps = event.shiftKey ? 0.2 : 2;
    const move = { ArrowRight: ["x", steps], ArrowLeft: ["x", -steps],
      ArrowUp: ["y", steps], ArrowDown: ["y", -steps] }[event.key];
    if (!move) return;
    const row = axes[move[0]];
    controls.turn(row.id, stepped(row, controls.values.get(row.id), move[1]));
    event.preventDefault();
  });
  const picks = Object.keys(axes).map((axis) => element("select", {
    class: "tool", "aria-label": axis === "x" ? "Row across" : "Row upwards",
    onchange: (event) => {
      axes[axis] = controls.rows.get(event.target.value);
      show();
    },
  }, ...rows.map((row) => element("option", {
    value: row.id, selected: row === axes[axis],
  }, row.label))));
  show();
  return element("div", { class: "pad" },
    element("div", { class: "pad-head" },
      element("span", {}, "↔"), picks[0], element("span", {}, "↕"), picks[1]),
    surface);
}
