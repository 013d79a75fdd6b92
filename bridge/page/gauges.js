// How the engine does: numbers in the head, and the level beside the picture.

const FLOOR_DB = -60;
const HOLD_MS = 1500;
const HOT_DB = -1.5; // the limiter holds -1

export class Gauges {
  constructor() {
    this.meters = {};
    this.peak = { db: FLOOR_DB, at: 0 };
    this.places = Object.fromEntries(
      ["latency", "underruns", "load", "steps"].map((name) => [name, document.getElementById(`read-${name}`)]));
    this.level = document.getElementById("level");
    this.reading = this.level.querySelector(".highest");
    this.bars = Object.fromEntries(
      ["rms", "peak", "hold"].map((name) => [name, this.level.querySelector(`.${name}`)]));
  }

  take(changed) {
    Object.assign(this.meters, changed);
    const { latency_ms: latency, underruns, late_blocks: late, load, steps, rung } = this.meters;
    this.read("latency", latency == null ? "–" : `${Math.round(latency)} ms`);
    this.read("underruns", `${(underruns ?? 0) + (late ?? 0)}`, (underruns ?? 0) + (late ?? 0) > 0);
    this.read("load", load == null ? "–" : `${Math.round(100 * load)} %`, load > 0.9);
    this.read("steps", steps == null ? "–" : `${steps}`, rung > 0);
  }

  read(name, text, warns = false) {
    if (this.places[name].textContent !== text) this.places[name].textContent = text;
    this.places[name].classList.toggle("warns", Boolean(warns));
  }

  paint(now) {
    const rms = this.meters.rms_db ?? FLOOR_DB, peak = this.meters.peak_db ?? FLOOR_DB;
    if (peak >= this.peak.db || now - this.peak.at > HOLD_MS) this.peak = { db: peak, at: now };
    const place = (db) => Math.min(Math.max(1 - db / FLOOR_DB, 0), 1);
    this.bars.rms.style.clipPath = `inset(${100 * (1 - place(rms))}% 0 0 0)`;
    this.bars.peak.style.clipPath = `inset(${100 * (1 - place(peak))}% 0 0 0)`;
    // Moved by its place, not by its edge: nothing is laid out anew 30 times a second.
    this.bars.hold.style.translate = `0 ${-100 * place(this.peak.db)}%`;
    this.bars.hold.style.visibility = this.peak.db > FLOOR_DB ? "visible" : "hidden";
    const words = this.peak.db > FLOOR_DB ? `${this.peak.db.toFixed(1)} dB` : "–";
    if (this.reading.textContent !== words) this.reading.textContent = words;
    this.reading.classList.toggle("warns", this.peak.db > HOT_DB);
    this.level.setAttribute("aria-valuenow", Math.round(Math.max(rms, FLOOR_DB)));
    this.level.setAttribute("aria-valuetext", `${Math.round(rms)} dB`);
  }
}
