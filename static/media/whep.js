/** Receives a stage by WHEP. Its slots are negotiated once; the server fills them. */
import { Peer } from "./peer.js";

const LOOK_MS = 500;
const SILENT_MS = 2000;

export class WhepReader extends Peer {
  #video;
  #audio;
  #streams = [];
  #timer = 0;
  #packets = 0;
  #heardAt = 0;

  /**
   * @param {ConstructorParameters<typeof Peer>[0] & {video?: number, audio?: number}} options
   *   video, audio: how many pictures and voices at most
   */
  constructor({ video = 2, audio = 3, ...options }) {
    super(options);
    this.#video = video;
    this.#audio = audio;
    for (let index = 0; index < Math.max(video, audio); index++) this.#streams.push(new MediaStream());
  }

  /** One stream for each slot: its picture and voice play in step. They stay the same over reconnects. */
  get streams() {
    return this.#streams;
  }

  prepare(connection) {
    this.#addSlots(connection, "audio", this.#audio);
    this.#addSlots(connection, "video", this.#video);
  }

  #addSlots(connection, kind, count) {
    for (let index = 0; index < count; index++) {
      const transceiver = connection.addTransceiver(kind, { direction: "recvonly" });
      const stream = this.#streams[index];
      for (const track of stream.getTracks().filter((track) => track.kind === kind))
        stream.removeTrack(track);
      stream.addTrack(transceiver.receiver.track);
    }
  }

  connected(connection) {
    this.#packets = 0;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#look(connection), LOOK_MS);
  }

  released() {
    clearInterval(this.#timer);
  }

  /** A stage without a publisher stays connected: only arriving packets say whether it is live. */
  async #look(connection) {
    const report = await connection.getStats();
    if (connection !== this.connection) return;
    let packets = 0;
    for (const entry of report.values()) {
      if (entry.type === "inbound-rtp") packets += entry.packetsReceived;
    }
    const now = performance.now();
    if (packets > this.#packets) {
      this.#packets = packets;
      this.#heardAt = now;
      this.become("live");
    } else if (this.state === "live" && now - this.#heardAt > SILENT_MS) {
      this.become("interrupted");
    }
  }
}
