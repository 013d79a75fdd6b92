// The values as this page knows them: who shows a row is told of it, whoever has turned it.

export class Controls {
  constructor(link) {
    this.link = link;
    this.rows = new Map();
    this.values = new Map();
    this.touched = new Set();
    this.pending = new Map();
    this.shown = new Map();
    this.watchers = new Set();
  }

  welcome({ rows, values, touched }) {
    this.rows = new Map(rows.map((row) => [row.id, row]));
    this.touched = new Set(touched);
    this.pending.clear();
    for (const [id, value] of Object.entries(values)) this.tell(id, value);
  }

  // Told at once of the value as it is, and of every later one.
  show(id, callback) {
    if (!this.shown.has(id)) this.shown.set(id, []);
    this.shown.get(id).push(callback);
    if (this.values.has(id)) callback(this.values.get(id));
  }

  forgetShown() {
    this.shown.clear();
    this.watchers.clear();
  }

  // A hand has turned it, here. `by` is who, for those that must let go when another hand comes.
  turn(id, value, by = "hand") {
    if (this.values.get(id) === value && this.touched.has(id)) return;
    const number = this.link.say(`/param/${id}`, value);
    if (!number) return;
    this.pending.set(id, number);
    this.touched.add(id);
    this.tell(id, value, by);
  }

  receive(values, ack) {
    for (const [id, value] of Object.entries(values)) {
      if ((this.pending.get(id) ?? 0) > ack) continue; // this page has turned it since
      this.pending.delete(id);
      this.touched.add(id);
      this.tell(id, value, "another");
    }
  }

  tell(id, value, by = "welcome") {
    this.values.set(id, value);
    for (const callback of this.shown.get(id) ?? []) callback(value, by);
    for (const watcher of this.watchers) watcher(id, by);
  }
}
