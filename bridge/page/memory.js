// Snapshots, presets, the set list, and teaching a controller: whatever of these the instrument has.

import { element } from "./dom.js";

const SNAPSHOT = "/event/snapshot", STORE = "/event/snapshot_store";
const PRESET = "/event/preset", SAVE = "/event/preset_save";
const LEARN = "/event/learn", FORGET = "/event/forget";

export class Learn {
  constructor(say, button, bar) {
    Object.assign(this, { say, button, bar, on: false, has: false });
    button.addEventListener("click", () => this.turn(!this.on));
    bar.querySelector(".forget").addEventListener("click", () => this.id && this.say(FORGET, this.id));
    bar.querySelector(".done").addEventListener("click", () => this.turn(false));
  }

  offer(events) {
    this.has = LEARN in events;
    this.button.hidden = !this.has;
  }

  turn(on) {
    this.on = on && this.has;
    this.id = null;
    document.body.classList.toggle("learning", this.on);
    this.button.setAttribute("aria-pressed", this.on);
    this.bar.hidden = !this.on;
    this.mark(null);
  }

  // Whether a touch of this control means: teach it.
  takes(id, body) {
    if (!this.on) return false;
    this.id = id;
    this.say(LEARN, id);
    this.mark(body);
    return true;
  }

  mark(body) {
    document.querySelector(".taught")?.classList.remove("taught");
    body?.classList.add("taught");
  }
}

// Pads for the slots that the row `snapshot_from` counts; shift or "keep" stores.
export function snapshots(controls, events, say, answers) {
  const row = controls.rows.get("snapshot_from");
  if (!(SNAPSHOT in events)) return null;
  const keep = element("button", {
    type: "button", class: "tool keep", "aria-pressed": false,
    title: "Then press a pad: it keeps the controls as they stand (or hold shift)",
    onclick: () => armed(keep.getAttribute("aria-pressed") !== "true"),
  }, "keep");
  const armed = (on) => keep.setAttribute("aria-pressed", on);
  const pads = Array.from({ length: row?.maximum ?? 8 }, (_, n) => element("button", {
    type: "button", class: "slot", "aria-label": `Snapshot ${n + 1}`,
    onclick: (event) => {
      const stores = event.shiftKey || keep.getAttribute("aria-pressed") === "true";
      if (!(STORE in events) || !stores) return say(SNAPSHOT, n + 1);
      armed(false);
      say(STORE, n + 1);
    },
  }, `${n + 1}`));
  answers.set("/snapshots", (filled) => pads.forEach((pad, n) => {
    pad.classList.toggle("filled", filled.includes(n + 1));
    pad.setAttribute("aria-label", `Snapshot ${n + 1}${filled.includes(n + 1) ? "" : ", empty"}`);
  }));
  return element("div", { class: "slots" }, ...pads, STORE in events ? keep : "");
}

export function presets(events, say, answers) {
  if (!(PRESET in events)) return null;
  const list = element("select", {
    class: "list", "aria-label": "Preset",
    onchange: () => { if (list.value) say(PRESET, list.value); },
  });
  answers.set("/presets", (names) => {
    const now = list.value;
    list.replaceChildren(element("option", { value: "" }, "preset…"),
      ...names.map((name) => element("option", { value: name }, name)));
    list.value = names.includes(now) ? now : "";
  });
  const name = element("input", { class: "name", placeholder: "name", "aria-label": "Name of a new preset" });
  const save = element("button", {
    type: "button", class: "tool", onclick: () => {
      if (!name.value.trim()) return name.focus();
      say(SAVE, name.value.trim());
      name.value = "";
    },
  }, "save");
  return element("div", { class: "presets" }, list, ...(SAVE in events ? [name, save] : []));
}

export function setList(events, say, answers) {
  if (!("/event/next" in events)) return null;
  const list = element("select", {
    class: "list", "aria-label": "Set list",
    onchange: () => { if (list.value) say("/event/set_list", list.value); },
  });
  const where = element("output", { class: "where" });
  answers.set("/set_lists", (names) => {
    const now = list.value;
    list.replaceChildren(element("option", { value: "" }, "set list…"),
      ...names.map((name) => element("option", { value: name }, name)));
    list.value = names.includes(now) ? now : "";
  });
  answers.set("/entries", ([at, ...entries]) => {
    where.textContent = entries.length ? `${at}/${entries.length} ${entries[at - 1] ?? ""}` : "";
  });
  const step = (address, mark, label) => element("button", {
    type: "button", class: "tool", "aria-label": label, onclick: () => say(address),
  }, mark);
  return element("div", { class: "presets" }, list, step("/event/previous", "‹", "Previous entry"),
    step("/event/next", "›", "Next entry"), where);
}
