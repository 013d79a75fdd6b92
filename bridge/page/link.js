// The WebSocket: opens it, opens it again, counts what is said, and asks for the token where one
// is wanted. It knows no controls.

const SOONEST_MS = 400, LATEST_MS = 3000;
const TOKEN = "flowbend token";

export class Link {
  // heard: {name: matter => ...} by the one key of each message; bytes: ArrayBuffer => ...
  constructor(heard, bytes, stands) {
    this.heard = heard;
    this.bytes = bytes;
    this.stands = stands;
    this.said = 0;
    this.wait = SOONEST_MS;
    this.token = location.hash.slice(1) || sessionStorage.getItem(TOKEN) || "";
    if (location.hash) history.replaceState(null, "", location.pathname);
    addEventListener("online", () => this.open());
    this.open();
  }

  open() {
    if (this.socket && this.socket.readyState < WebSocket.CLOSING) return;
    const socket = new WebSocket(`ws://${location.host}/socket`);
    socket.binaryType = "arraybuffer";
    socket.onmessage = (event) => this.take(event.data);
    socket.onclose = (event) => this.closed(socket, event.code);
    this.socket = socket;
  }

  say(...message) {
    if (this.socket.readyState !== WebSocket.OPEN || this.asking) return 0;
    this.socket.send(JSON.stringify(message));
    this.said += 1;
    return this.said;
  }

  take(data) {
    if (typeof data !== "string") return this.bytes(data);
    for (const [name, matter] of Object.entries(JSON.parse(data))) {
      if (name === "asks_token") return this.giveToken();
      if (name === "welcome") this.welcomed();
      this.heard[name]?.(matter, JSON.parse(data));
    }
  }

  welcomed() {
    this.said = 0;
    this.wait = SOONEST_MS;
    this.asking = false;
    if (this.token) sessionStorage.setItem(TOKEN, this.token);
    this.stands(true);
  }

  giveToken() {
    this.asking = true;
    if (this.token) return this.socket.send(JSON.stringify(["/token", this.token]));
    const dialog = document.getElementById("token");
    if (dialog.open) return;
    dialog.showModal();
    dialog.onclose = () => {
      this.token = dialog.querySelector("input").value.trim();
      if (this.socket.readyState === WebSocket.OPEN) {
        this.socket.send(JSON.stringify(["/token", this.token]));
      } else this.open();
    };
  }

  closed(socket, code) {
    if (socket !== this.socket) return;
    if (code === 4401) {
      this.token = "";
      sessionStorage.removeItem(TOKEN);
    }
    this.asking = false;
    this.stands(false);
    setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(this.wait * 1.5, LATEST_MS);
  }
}
