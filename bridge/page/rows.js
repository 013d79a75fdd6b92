// The law of a row: between its unit and a position 0..1, and how a value is read. No DOM.

export function toUnit(row, value) {
  if (row.curve === "log") return Math.log(value / row.minimum) / Math.log(row.maximum / row.minimum);
  return (value - row.minimum) / (row.maximum - row.minimum);
}

export function fromUnit(row, position) {
  const x = Math.min(Math.max(position, 0), 1);
  const value = row.curve === "log"
    ? row.minimum * (row.maximum / row.minimum) ** x
    : row.minimum + (row.maximum - row.minimum) * x;
  return clamp(row, rounded(row, value));
}

export function clamp(row, value) {
  const inside = Math.min(Math.max(value, row.minimum), row.maximum);
  return isWhole(row) ? Math.round(inside) : inside;
}

export function isWhole(row) {
  return row.curve === "integer" || row.curve === "choice";
}

// To what a hand can mean: a thousandth of the range, or three digits where a row is logarithmic.
export function rounded(row, value) {
  if (isWhole(row)) return Math.round(value);
  if (row.curve === "log") return Number(value.toPrecision(3));
  const step = 10 ** Math.floor(Math.log10((row.maximum - row.minimum) / 400));
  return Number((Math.round(value / step) * step).toPrecision(10));
}

export function text(row, value) {
  if (row.choices.length) return row.choices[value] ?? String(value);
  return `${figures(row, value)} ${row.unit}`.trim();
}

export function figures(row, value) {
  if (isWhole(row)) return String(value);
  if (Math.abs(value) >= 100) return value.toFixed(0);
  const range = row.maximum - row.minimum;
  return value.toFixed(row.curve === "log" ? (value < 10 ? 2 : 1) : range >= 20 ? 1 : 2);
}

// One press of an arrow key, or a tenth or ten of them.
export function stepped(row, value, steps) {
  if (isWhole(row)) return clamp(row, value + Math.sign(steps) * Math.max(1, Math.abs(Math.round(steps))));
  const position = toUnit(row, value) + steps / 100;
  return fromUnit(row, position);
}
