// What sounds: a spectrogram that walks from right to left, and the waveform below it.

import { sharp } from "./dom.js";

const COLUMNS = 1024;
const COLUMN_PX = 1.4;
const WAVE = 0.3; // of the height
const MARKS = [[100, "100"], [1000, "1k"], [10000, "10k Hz"]];
const LOWEST_HZ = 50, HIGHEST_HZ = 16000;

export class Picture {
  constructor(canvas) {
    this.count = 0;
    this.low = new Float32Array(COLUMNS);
    this.high = new Float32Array(COLUMNS);
    this.colours = palette();
    sharp(canvas, (context, width, height) => Object.assign(this, { context, width, height }));
  }

  take(buffer) {
    const view = new DataView(buffer), bands = view.getUint8(1), columns = view.getUint16(2, true);
    this.ready(bands);
    for (let n = 0, at = 8; n < columns; n += 1, at += 2 + bands) {
      const place = this.count % COLUMNS;
      this.low[place] = view.getInt8(at) / 127;
      this.high[place] = view.getInt8(at + 1) / 127;
      this.shade(view, at + 2, bands, place);
      this.count += 1;
    }
  }

  ready(bands) {
    if (this.stored?.height === bands) return;
    this.stored = Object.assign(document.createElement("canvas"), { width: COLUMNS, height: bands });
    this.ink = this.stored.getContext("2d");
    this.column = this.ink.createImageData(1, bands);
  }

  shade(view, at, bands, place) {
    const pixels = this.column.data;
    for (let band = 0; band < bands; band += 1) {
      const colour = 3 * view.getUint8(at + band), pixel = 4 * (bands - 1 - band);
      pixels[pixel] = this.colours[colour];
      pixels[pixel + 1] = this.colours[colour + 1];
      pixels[pixel + 2] = this.colours[colour + 2];
      pixels[pixel + 3] = 255;
    }
    this.ink.putImageData(this.column, place, 0);
  }

  paint() {
    const { context, width, height } = this;
    if (!context) return;
    context.clearRect(0, 0, width, height);
    if (this.stored) {
      this.spectrogram(width, height * (1 - WAVE));
      this.waveform(width, height * (1 - WAVE), height * WAVE);
    }
    this.marks(height * (1 - WAVE));
  }

  spectrogram(width, height) {
    const { context } = this;
    context.imageSmoothingQuality = "high";
    const newest = this.count % COLUMNS;
    const part = (from, columns, right) => columns && context.drawImage(this.stored, from, 0,
      columns, this.stored.height, right - columns * COLUMN_PX, 0, columns * COLUMN_PX, height);
    part(0, newest, width);
    part(newest, COLUMNS - newest, width - newest * COLUMN_PX);
  }

  waveform(width, top, height) {
    const { context } = this, shown = Math.min(Math.ceil(width / COLUMN_PX), COLUMNS, this.count);
    const middle = top + height / 2, tall = height / 2 - 2;
    context.fillStyle = "#f3d9a4";
    for (let n = 1; n <= shown; n += 1) {
      const place = (this.count - n) % COLUMNS;
      // Quiet sound is shown larger than it is: an ear does so too.
      const up = Math.sqrt(Math.max(this.high[place], 0)) * tall;
      const down = Math.sqrt(Math.max(-this.low[place], 0)) * tall;
      context.fillRect(width - n * COLUMN_PX, middle - up, COLUMN_PX, Math.max(up + down, 1));
    }
  }

  marks(height) {
    const { context } = this;
    context.font = "10px system-ui, sans-serif";
    for (const [hz, name] of MARKS) {
      const y = height * (1 - Math.log(hz / LOWEST_HZ) / Math.log(HIGHEST_HZ / LOWEST_HZ));
      context.fillStyle = "rgba(255,255,255,.12)";
      context.fillRect(0, Math.round(y), this.width, 1);
      context.fillStyle = "rgba(255,255,255,.55)";
      context.fillText(name, 6, Math.max(y - 3, 10));
    }
  }
}

// Night, deep violet, ember, amber, nearly white: 256 colours, three numbers each.
function palette() {
  const stops = [[0, 10, 11, 14], [0.22, 20, 18, 38], [0.45, 74, 28, 82], [0.65, 178, 52, 70],
    [0.82, 242, 138, 50], [1, 255, 240, 200]];
  const found = new Uint8Array(3 * 256);
  for (let n = 0; n < 256; n += 1) {
    const x = n / 255, next = stops.findIndex(([at]) => at >= x), above = stops[Math.max(next, 1)];
    const below = stops[Math.max(next, 1) - 1], share = (x - below[0]) / (above[0] - below[0]);
    for (let c = 0; c < 3; c += 1) found[3 * n + c] = below[c + 1] + share * (above[c + 1] - below[c + 1]);
  }
  return found;
}
