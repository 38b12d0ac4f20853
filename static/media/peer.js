/**
 * One end of a stage or talk: connects, comes back by itself, and tells its state. A subclass says what is carried:
 * WHIP sends (RFC 9725), WHEP receives.
 */
import { Backoff } from "../client/backoff.js";
import { Refusal } from "../client/refusal.js";
import { Session } from "./session.js";

const PAUSES = { firstMs: 500, longestMs: 8000 };

/** @typedef {"connecting"|"live"|"interrupted"|"ended"|"full"} State */

export class Peer {
  #url;
  #key;
  #onState;
  /** @type {State|null} */
  #state = null;
  /** @type {RTCPeerConnection|null} */
  #connection = null;
  /** @type {Session|null} */
  #session = null;
  /** @type {AbortController|null} */
  #abort = null;
  #wanted = false;
  #backoff = new Backoff(() => this.#connect(), PAUSES);

  /**
   * @param {object} options
   * @param {string} options.url the WHIP or WHEP address
   * @param {string|null} [options.key] a bearer token, where no cookie speaks for us
   * @param {(state: State, code?: string) => void} [options.onState]
   */
  constructor({ url, key = null, onState = () => {} }) {
    this.#url = url;
    this.#key = key;
    this.#onState = onState;
  }

  get connection() {
    return this.#connection;
  }

  get state() {
    return this.#state;
  }

  start() {
    this.#wanted = true;
    this.#backoff.succeeded();
    this.#connect();
  }

  stop() {
    this.#giveUp();
    this.#disconnect();
    this.become("ended");
  }

  /**
   * @param {State} state
   * @param {string} [code]
   */
  become(state, code) {
    if (state === this.#state) return;
    this.#state = state;
    this.#onState(state, code);
  }

  // ---- for subclasses

  /** Adds the transceivers before the offer. */
  prepare(_connection) {}

  /** The connection is established. */
  connected(_connection) {}

  /** ICE is disconnected: no answers for a while; it may recover by itself. */
  wavering() {}

  /** The connection is about to be closed. */
  released() {}

  /** Whether a refusal is for good. */
  hopeless({ status }) {
    return [401, 403, 404, 410].includes(status);
  }

  // ---- the connection

  async #connect() {
    this.#disconnect();
    this.become(this.#state === "interrupted" ? "interrupted" : "connecting");
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    this.#connection = connection;
    const session = (this.#session = new Session(this.#url, this.#key));
    const abort = (this.#abort = new AbortController());
    this.prepare(connection);
    connection.addEventListener("connectionstatechange", () => this.#changed(connection));
    try {
      await session.open(connection, abort.signal);
      // The server's DTLS close: it comes seconds before the connection's own state changes.
      const [{ sender }] = connection.getTransceivers();
      sender.transport?.addEventListener("statechange", () => this.#changed(connection));
    } catch (error) {
      if (connection === this.#connection) this.#failed(error);
    }
  }

  #changed(connection) {
    if (connection !== this.#connection) return;
    const ended = connection.getTransceivers()[0].sender.transport?.state === "closed";
    if (connection.connectionState === "connected" && !ended) {
      this.#backoff.succeeded();
      this.connected(connection);
    } else if (["failed", "closed"].includes(connection.connectionState) || ended) {
      this.become("interrupted");
      this.#again();
    } else if (connection.connectionState === "disconnected") {
      this.wavering();
    }
  }

  #failed(error) {
    if (error instanceof Refusal && error.status === 503) {
      this.become("full", error.code);
    } else if (error instanceof Refusal && this.hopeless(error)) {
      this.#giveUp();
      this.become("ended", error.code);
      return;
    }
    this.#again(error.details?.seconds);
  }

  #again(seconds = 0) {
    if (this.#wanted) this.#backoff.again(1000 * seconds);
  }

  #giveUp() {
    this.#wanted = false;
    this.#backoff.cancel();
  }

  #disconnect() {
    this.released();
    this.#abort?.abort();
    this.#session?.close();
    this.#connection?.close();
    this.#connection = this.#session = null;
  }
}
