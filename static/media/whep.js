/** Receives a stage by WHEP, or takes part in a talk. Its slots are negotiated once; the server fills them. */
import { Peer } from "./peer.js";

const LOOK_MS = 500;
const SILENT_MS = 2000;

export class WhepReader extends Peer {
  #video;
  #audio;
  #send;
  #streams = [];
  #voices = [];
  #timer = 0;
  #packets = 0;
  #heardAt = 0;

  /**
   * @param {ConstructorParameters<typeof Peer>[0] & {video?: number, audio?: number, send?: MediaStream|null}} options
   *   url: a talk's ends in "?join"; video, audio: how many pictures and voices at most; send: in a talk, what to send
   */
  constructor({ video = 2, audio = 3, send = null, ...options }) {
    super(options);
    this.#video = video;
    this.#audio = audio;
    this.#send = send;
    for (let index = 0; index < Math.max(video, audio); index++) this.#streams.push(new MediaStream());
    for (let index = 0; index < audio; index++) this.#voices.push(new MediaStream());
  }

  /** One stream for each slot: its picture and voice play in step. They stay the same over reconnects. */
  get streams() {
    return this.#streams;
  }

  /**
   * The voice alone of each slot. A video element plays nothing until its first picture comes, so whoever sends no
   * picture is heard by an audio element.
   */
  get voices() {
    return this.#voices;
  }

  /** How loud each voice is now, from 0 to 1, by its slot. */
  async levels() {
    const connection = this.connection;
    if (!connection) return [];
    const loud = new Map();
    for (const entry of (await connection.getStats()).values())
      if (entry.type === "inbound-rtp" && entry.kind === "audio")
        loud.set(entry.mid, entry.audioLevel ?? 0);
    return connection
      .getTransceivers()
      .slice(0, this.#audio)
      .map(({ mid }) => loud.get(mid) ?? 0);
  }

  prepare(connection) {
    this.#addSlots(connection, "audio", this.#audio);
    this.#addSlots(connection, "video", this.#video);
  }

  #addSlots(connection, kind, count) {
    const [sent] = this.#send?.getTracks().filter((track) => track.kind === kind) ?? [];
    for (let index = 0; index < count; index++) {
      const transceiver =
        sent && index === 0
          ? connection.addTransceiver(sent, { direction: "sendrecv", streams: [this.#send] })
          : connection.addTransceiver(kind, { direction: "recvonly" });
      for (const stream of [this.#streams[index], kind === "audio" && this.#voices[index]]) {
        if (!stream) continue;
        for (const track of stream.getTracks().filter((track) => track.kind === kind))
          stream.removeTrack(track);
        stream.addTrack(transceiver.receiver.track);
      }
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
