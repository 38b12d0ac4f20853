/**
 * The one socket to the server, opened again whenever it closes. A request that changes something carries an id and
 * is sent again under it until it is acknowledged; the server does it once. Other requests fail with the connection.
 */
import { io as socketIo } from "../vendor/socket.io.js";
import { Backoff } from "./backoff.js";
import { Refusal } from "./refusal.js";

const EVENTS = ["change", "here", "counts", "out", "clock", "health", "bye"];
const ANSWER_MS = 10_000;
const LONG_MS = 15_000;
const PAUSES = { firstMs: 400, longestMs: 3000 };

/**
 * Who is told what happens. `opened` may take its time: kept requests are sent when it is done. `closed` with true:
 * the server said beforehand that it would, and another is tried at once. `refused` says whether that is for good.
 * `unreachable`: for LONG_MS no socket opened, or none stayed open; told again after as long.
 * @typedef {{wanted: boolean, opened(): Promise<any>, closed(expected: boolean): void,
 *   refused(error: Refusal): boolean, unreachable(): void, received(name: string, data: any): void}} Delegate
 * @typedef {{name: string, payload: Record<string, any>, resolve: (answer: any) => void,
 *   reject: (error: Refusal) => void, timer: any}} Request
 */

export class Connection {
  #delegate;
  #now;
  #socket;
  #backoff = new Backoff(() => this.#connect(), PAUSES);
  /**
   * Requests with an id, until they are acknowledged.
   * @type {Map<string, Request>}
   */
  #kept = new Map();
  /**
   * Requests without an id, until they are answered or the connection is gone.
   * @type {Set<Request>}
   */
  #asked = new Set();
  #ready = false;
  #moving = false;
  #closedAt = 0; // or when `unreachable` was last told

  /**
   * @param {string} release of the page; a server of another release refuses it
   * @param {Delegate} delegate
   * @param {typeof socketIo} io
   * @param {() => number} now milliseconds
   */
  constructor(release, delegate, io = socketIo, now = Date.now) {
    this.#now = now;
    this.#delegate = delegate;
    this.#socket = io({
      path: "/socket.io",
      transports: ["websocket"],
      auth: { release },
      timeout: 8000,
      autoConnect: false,
      reconnection: false, // its pauses cannot be cut short when the network returns; ours can
    });
    this.#socket.on("connect", () => this.#opened());
    this.#socket.on("disconnect", (reason) => this.#closed(reason));
    this.#socket.on("connect_error", (error) => this.#failed(error));
    this.#socket.on("move", ({ within_ms }) => (this.#moving = within_ms > 0));
    for (const name of EVENTS) this.#socket.on(name, (data) => this.#delegate.received(name, data));
  }

  start() {
    addEventListener("online", this.#connect);
    addEventListener("offline", this.#cut);
    this.#closedAt = this.#now();
    this.#socket.connect();
  }

  stop() {
    removeEventListener("online", this.#connect);
    removeEventListener("offline", this.#cut);
    this.#backoff.cancel();
    this.#socket.disconnect();
    this.#kept.clear();
  }

  get connected() {
    return this.#socket.connected;
  }

  /**
   * The server's answer, or a Refusal; its code is "network" when there is no connection for a request without `id`.
   * @param {string} name
   * @param {Record<string, any>} payload
   * @returns {Promise<any>}
   */
  request(name, payload) {
    return new Promise((resolve, reject) => {
      const request = { name, payload, resolve, reject, timer: 0 };
      if (payload.id) {
        this.#kept.set(payload.id, request);
        if (this.#ready) this.#send(request);
      } else if (this.connected) {
        this.#asked.add(request);
        this.#send(request);
      } else {
        reject(new Refusal({ code: "network" }));
      }
    });
  }

  #send(request) {
    this.#socket.emit(request.name, request.payload, (answer) => this.#answered(request, answer));
    clearTimeout(request.timer);
    request.timer = setTimeout(() => this.#late(request), ANSWER_MS);
  }

  #answered(request, answer) {
    if (!this.#forget(request)) return;
    if (answer?.error) request.reject(new Refusal(answer.error));
    else request.resolve(answer?.ok ?? {});
  }

  #late(request) {
    if (this.#kept.get(request.payload.id) === request) return this.#ready && this.#send(request);
    if (this.#forget(request)) request.reject(new Refusal({ code: "network" }));
  }

  /** @returns {boolean} whether it was still waited for */
  #forget(request) {
    const { id } = request.payload;
    clearTimeout(request.timer);
    return this.#asked.delete(request) || (this.#kept.get(id) === request && this.#kept.delete(id));
  }

  async #opened() {
    this.#backoff.succeeded();
    await this.#delegate.opened();
    if (!this.connected) return;
    this.#ready = true;
    for (const request of this.#kept.values()) this.#send(request);
  }

  #closed(reason) {
    const moved = this.#moving;
    if (this.#ready) this.#closedAt = this.#now();
    this.#ready = this.#moving = false;
    for (const request of this.#kept.values()) clearTimeout(request.timer);
    for (const request of [...this.#asked]) this.#late(request);
    this.#delegate.closed(moved);
    if (reason === "io client disconnect") return;
    // The server closes its sockets at random moments after one another: no pause of our own is needed.
    if (moved) this.#backoff.soon();
    else this.#tryAgain();
  }

  #failed(error) {
    this.#delegate.closed(false);
    if (!error.data) return this.#tryAgain();
    if (!this.#delegate.refused(new Refusal(error.data))) this.#backoff.again();
  }

  /** After a socket that did not open, or that was closed; also by what stands between, before anything was said. */
  #tryAgain() {
    if (this.#now() - this.#closedAt >= LONG_MS) {
      this.#closedAt = this.#now();
      this.#delegate.unreachable();
    }
    this.#backoff.again();
  }

  /** The browser knows sooner than the heartbeat that the network is gone. */
  #cut = () => {
    this.#moving = false;
    if (this.connected) return this.#socket.io.engine.close();
    this.#socket.disconnect(); // an engine closed while it opens says nothing until it times out
    this.#failed({});
  };

  #connect = () => {
    this.#backoff.cancel();
    if (this.#delegate.wanted && !this.connected) this.#socket.connect();
  };
}
