// One end of a stage or talk: connects, comes back by itself, says how it is. WHIP and WHEP differ in what they carry.
import { Attempts } from "./attempts.js";
import { Refused, Session } from "./session.js";

export class Peer {
  #url;
  #key;
  #onState;
  #state = null;
  #connection = null;
  #session = null;
  #abort = null;
  #attempts = new Attempts(() => this.#connect());

  /**
   * @param {object} options
   * @param {string} options.url the WHIP or WHEP address
   * @param {string} [options.key] a bearer token, where no cookie speaks for us
   * @param {(state: "connecting"|"live"|"interrupted"|"ended"|"full", code?: string) => void} [options.onState]
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
    this.#attempts.start();
  }

  stop() {
    this.#attempts.stop();
    this.#disconnect();
    this.become("ended");
  }

  become(state, code) {
    if (state === this.#state) return;
    this.#state = state;
    this.#onState(state, code);
  }

  // ---- what the two kinds say of themselves ----

  /** Add what is sent and received. */
  prepare(_connection) {}

  /** Media may flow. */
  connected(_connection) {}

  /** No answers for a while; it may find its way back by itself. */
  wavering() {}

  /** The connection is let go. */
  released() {}

  /** Whether trying again is no use. */
  hopeless({ status }) {
    return [401, 403, 404, 410].includes(status);
  }

  // ---- the connection ----

  async #connect() {
    this.#disconnect();
    this.become(this.#state === "interrupted" ? "interrupted" : "connecting");
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    this.#connection = connection;
    this.#session = new Session(this.#url, this.#key);
    this.#abort = new AbortController();
    this.prepare(connection);
    connection.addEventListener("connectionstatechange", () => this.#changed(connection));
    try {
      await this.#session.open(connection, this.#abort.signal);
      // The server's goodbye: seconds before the connection's own state tells.
      const [{ sender }] = connection.getTransceivers();
      sender.transport.addEventListener("statechange", () => this.#changed(connection));
    } catch (error) {
      if (connection === this.#connection) this.#failed(error);
    }
  }

  #changed(connection) {
    if (connection !== this.#connection) return;
    const ended = connection.getTransceivers()[0].sender.transport?.state === "closed";
    if (connection.connectionState === "connected" && !ended) {
      this.#attempts.succeeded();
      this.connected(connection);
    } else if (["failed", "closed"].includes(connection.connectionState) || ended) {
      this.become("interrupted");
      this.#attempts.again();
    } else if (connection.connectionState === "disconnected") {
      this.wavering();
    }
  }

  #failed(error) {
    if (error instanceof Refused && error.status === 503) {
      this.become("full", error.code);
    } else if (error instanceof Refused && this.hopeless(error)) {
      this.#attempts.stop();
      this.become("ended", error.code);
      return;
    }
    this.#attempts.again(error.retryAfter);
  }

  #disconnect() {
    this.released();
    this.#abort?.abort();
    this.#session?.close();
    this.#connection?.close();
    this.#connection = this.#session = null;
  }
}
