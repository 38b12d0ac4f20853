/** One socket. A request that changes something is kept under its id and sent again until it is acknowledged. */
import { io } from "./vendor/socket.io.js";
import { Refusal } from "./refusal.js";

const EVENTS = ["change", "here", "counts", "out", "clock", "health", "bye"];
const PATIENCE_MS = 10_000;
const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 3000;

export class Wire {
  #delegate;
  #socket;
  #kept = new Map();
  #asked = new Set();
  #ready = false;
  #failures = 0;
  #next = 0;

  /**
   * @param {string} release
   * @param {{wanted: boolean, opened(): Promise<any>, closed(): void, refused(error: Refusal): boolean, received(name: string, data: any): void}} delegate
   */
  constructor(release, delegate) {
    this.#delegate = delegate;
    this.#socket = io({
      path: "/socket.io", transports: ["websocket"], auth: { release }, timeout: 8000, autoConnect: false,
      reconnection: false, // its pauses cannot be cut short when the network returns; ours can
    });
    this.#socket.on("connect", () => this.#opened());
    this.#socket.on("disconnect", (reason) => this.#closed(reason));
    this.#socket.on("connect_error", (error) => this.#failed(error));
    for (const name of EVENTS) this.#socket.on(name, (data) => this.#delegate.received(name, data));
  }

  start() {
    addEventListener("online", this.#hurry);
    addEventListener("offline", this.#cut);
    this.#socket.connect();
  }

  stop() {
    removeEventListener("online", this.#hurry);
    removeEventListener("offline", this.#cut);
    clearTimeout(this.#next);
    this.#socket.disconnect();
    this.#kept.clear();
  }

  get connected() {
    return this.#socket.connected;
  }

  /** @param {string} name @param {Record<string, any>} payload @returns {Promise<any>} */
  request(name, payload) {
    return new Promise((resolve, reject) => {
      const letter = { name, payload, resolve, reject, timer: 0 };
      if (payload.id) {
        this.#kept.set(payload.id, letter);
        if (this.#ready) this.#send(letter);
      } else if (this.connected) {
        this.#asked.add(letter);
        this.#send(letter);
      } else {
        reject(new Refusal({ code: "network" }));
      }
    });
  }

  #send(letter) {
    this.#socket.emit(letter.name, letter.payload, (answer) => this.#answered(letter, answer));
    clearTimeout(letter.timer);
    letter.timer = setTimeout(() => this.#late(letter), PATIENCE_MS);
  }

  #answered(letter, answer) {
    if (!this.#forget(letter)) return;
    if (answer?.error) letter.reject(new Refusal(answer.error));
    else letter.resolve(answer?.ok ?? {});
  }

  #late(letter) {
    if (this.#kept.get(letter.payload.id) == letter) return this.#ready && this.#send(letter);
    if (this.#forget(letter)) letter.reject(new Refusal({ code: "network" }));
  }

  #forget(letter) {
    clearTimeout(letter.timer);
    return this.#asked.delete(letter) || (this.#kept.get(letter.payload.id) == letter && this.#kept.delete(letter.payload.id));
  }

  async #opened() {
    this.#failures = 0;
    await this.#delegate.opened();
    if (!this.connected) return;
    this.#ready = true;
    for (const letter of this.#kept.values()) this.#send(letter);
  }

  #closed(reason) {
    this.#ready = false;
    for (const letter of this.#kept.values()) clearTimeout(letter.timer);
    for (const letter of [...this.#asked]) this.#late(letter);
    this.#delegate.closed();
    if (reason != "io client disconnect") this.#again();
  }

  #failed(error) {
    this.#delegate.closed();
    const final = error.data && this.#delegate.refused(new Refusal(error.data));
    if (!final) this.#again();
  }

  #again() {
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures++);
    clearTimeout(this.#next);
    this.#next = setTimeout(this.#hurry, pause * (0.5 + Math.random()));
  }

  /** The browser knows sooner than the heartbeat that the network is gone. */
  #cut = () => this.#socket.io.engine?.close();

  #hurry = () => {
    clearTimeout(this.#next);
    if (this.#delegate.wanted && !this.connected) this.#socket.connect();
  };
}
