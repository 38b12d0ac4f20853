// Receives a stage by WHEP, or takes part in a talk: slots negotiated once, filled by the server.
import { Attempts } from "./attempts.js";
import { Refused, Session } from "./session.js";

const LOOK_MS = 500;
const SILENT_MS = 2000;

export class WhepReader {
  #url;
  #key;
  #video;
  #audio;
  #send;
  #onState;
  #state = null;
  #connection = null;
  #session = null;
  #abort = null;
  #streams = [];
  #timer = 0;
  #packets = 0;
  #heardAt = 0;
  #attempts = new Attempts(() => this.#connect());

  /**
   * @param {object} options
   * @param {string} options.url the stage's WHEP address; a talk's ends in "?join"
   * @param {number} [options.video] how many pictures at most
   * @param {number} [options.audio] how many voices at most
   * @param {MediaStream} [options.send] in a talk: what to send
   * @param {string} [options.key] a bearer token, where no cookie speaks for us
   * @param {(state: "connecting"|"live"|"interrupted"|"ended"|"full", code?: string) => void} [options.onState]
   */
  constructor({ url, video = 2, audio = 3, send = null, key = null, onState = () => {} }) {
    this.#url = url;
    this.#video = video;
    this.#audio = audio;
    this.#send = send;
    this.#key = key;
    this.#onState = onState;
    for (let index = 0; index < Math.max(video, audio); index++) this.#streams.push(new MediaStream());
  }

  /** One stream for each slot: its picture and voice play in step. They stay the same over reconnects. */
  get streams() {
    return this.#streams;
  }

  get connection() {
    return this.#connection;
  }

  start() {
    this.#attempts.start();
  }

  stop() {
    this.#attempts.stop();
    this.#disconnect();
    this.#become("ended");
  }

  async #connect() {
    this.#disconnect();
    this.#become(this.#state === "interrupted" ? "interrupted" : "connecting");
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    this.#connection = connection;
    this.#session = new Session(this.#url, this.#key);
    this.#abort = new AbortController();
    this.#addSlots(connection, "audio", this.#audio);
    this.#addSlots(connection, "video", this.#video);
    connection.addEventListener("connectionstatechange", () => this.#connectionChanged(connection));
    try {
      await this.#session.open(connection, this.#abort.signal);
      // The server's goodbye: seconds before the connection's own state tells.
      const [{ sender }] = connection.getTransceivers();
      sender.transport.addEventListener("statechange", () => this.#connectionChanged(connection));
    } catch (error) {
      if (connection === this.#connection) this.#failed(error);
    }
  }

  #addSlots(connection, kind, count) {
    const [sent] = this.#send?.getTracks().filter((track) => track.kind === kind) ?? [];
    for (let index = 0; index < count; index++) {
      const transceiver =
        sent && index === 0
          ? connection.addTransceiver(sent, { direction: "sendrecv", streams: [this.#send] })
          : connection.addTransceiver(kind, { direction: "recvonly" });
      const stream = this.#streams[index];
      for (const track of stream.getTracks().filter((track) => track.kind === kind)) stream.removeTrack(track);
      stream.addTrack(transceiver.receiver.track);
    }
  }

  #connectionChanged(connection) {
    if (connection !== this.#connection) return;
    const ended = connection.getTransceivers()[0].sender.transport?.state === "closed";
    if (connection.connectionState === "connected" && !ended) {
      this.#attempts.succeeded();
      this.#packets = 0;
      clearInterval(this.#timer);
      this.#timer = setInterval(() => this.#look(connection), LOOK_MS);
    } else if (["failed", "closed"].includes(connection.connectionState) || ended) {
      this.#become("interrupted");
      this.#attempts.again();
    }
  }

  // A stage without a publisher stays connected: only the packets say whether it is live.
  async #look(connection) {
    const report = await connection.getStats();
    if (connection !== this.#connection) return;
    let packets = 0;
    for (const entry of report.values()) {
      if (entry.type === "inbound-rtp") packets += entry.packetsReceived;
    }
    const now = performance.now();
    if (packets > this.#packets) {
      this.#packets = packets;
      this.#heardAt = now;
      this.#become("live");
    } else if (this.#state === "live" && now - this.#heardAt > SILENT_MS) {
      this.#become("interrupted");
    }
  }

  #failed(error) {
    if (error instanceof Refused && error.status === 503) {
      this.#become("full", error.code);
    } else if (error instanceof Refused && [401, 403, 404, 410].includes(error.status)) {
      this.#attempts.stop();
      this.#become("ended", error.code);
      return;
    }
    this.#attempts.again(error.retryAfter);
  }

  #disconnect() {
    clearInterval(this.#timer);
    this.#abort?.abort();
    this.#session?.close();
    this.#connection?.close();
    this.#connection = this.#session = null;
  }

  #become(state, code) {
    if (state === this.#state) return;
    this.#state = state;
    this.#onState(state, code);
  }
}
