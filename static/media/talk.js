/** Takes part in a talk: sends what there is, and receives each other seat on a line of its own, and a screen. */
import { Peer } from "./peer.js";
import { lossBetween, pathOf, qualityOf } from "./quality.js";

/** How a picture is encoded. */
const SIZES = {
  full: { active: true, scaleResolutionDownBy: 1, maxBitrate: 1_500_000, maxFramerate: 30 },
  small: { active: true, scaleResolutionDownBy: 3, maxBitrate: 100_000, maxFramerate: 12 },
  none: { active: false },
};
const OTHERS = 7; // seats beside the own one
export const SCREEN_LINE = OTHERS; // the last line of pictures

export class TalkPeer extends Peer {
  #send;
  /** @type {keyof typeof SIZES} */
  #size = "full";
  #before = { lost: 0, expected: 0 };

  /**
   * `pictures` and `voices`: a stream for each line; they stay the same over reconnects. A voice has one of its own,
   * since a video element plays nothing until its first picture comes.
   * @param {ConstructorParameters<typeof Peer>[0] & {send?: MediaStream|null}} options send: null to listen only
   */
  constructor({ send = null, ...options }) {
    super(options);
    this.#send = send;
    this.pictures = Array.from({ length: OTHERS + 1 }, () => new MediaStream());
    this.voices = Array.from({ length: OTHERS }, () => new MediaStream());
  }

  prepare(connection) {
    this.#addLines(connection, "audio", this.voices);
    this.#addLines(connection, "video", this.pictures);
  }

  #addLines(connection, kind, streams) {
    const sent = this.#tracks(kind)[0];
    for (const [line, stream] of streams.entries()) {
      const transceiver =
        sent && line === 0
          ? connection.addTransceiver(sent, { direction: "sendrecv", streams: [this.#send] })
          : connection.addTransceiver(kind, { direction: "recvonly" });
      for (const track of stream.getTracks()) stream.removeTrack(track);
      stream.addTrack(transceiver.receiver.track);
    }
  }

  #tracks = (kind) => this.#send?.getTracks().filter((track) => track.kind === kind) ?? [];

  /** Whether the others send anything is theirs to say: a talk is live once it is connected. */
  connected() {
    this.become("live");
    this.#encode();
  }

  wavering() {
    this.become("interrupted");
  }

  /** Send a full or a small picture, or none for the time being; without a new session. */
  sendPicture(size) {
    this.#size = size;
    this.#encode();
  }

  /** The codec of the picture that is sent, as "VP8"; null without a picture. */
  get codec() {
    const mimeType = this.#camera?.getParameters().codecs[0]?.mimeType;
    return mimeType ? mimeType.split("/")[1].toUpperCase() : null;
  }

  get #camera() {
    return this.connection?.getSenders().find(({ track }) => track?.kind === "video");
  }

  async #encode() {
    const camera = this.#camera;
    const parameters = camera?.getParameters();
    if (!camera || !parameters?.encodings.length) return;
    Object.assign(parameters.encodings[0], SIZES[this.#size]);
    await camera.setParameters(parameters).catch(() => {}); // a session that ends meanwhile has none
  }

  /** Send another camera or microphone, without a new session. Both streams have tracks of the same kinds. */
  async replace(stream) {
    this.#send = stream;
    for (const sender of this.connection?.getSenders() ?? []) {
      const [track] = sender.track ? this.#tracks(sender.track.kind) : [];
      if (track) await sender.replaceTrack(track);
    }
  }

  /**
   * How loud each voice is now, from 0 to 1, by its line; how good the connection is since the last look, and
   * which way it goes.
   * @returns {Promise<{levels: number[], quality: import("./quality.js").Quality|null,
   *   way: import("./quality.js").Way|null}>}
   */
  async measure() {
    const connection = this.connection;
    if (!connection || this.state !== "live") return { levels: [], quality: null, way: null };
    const report = [...(await connection.getStats()).values()];
    const loud = new Map(report.filter(isVoice).map((entry) => [entry.mid, entry.audioLevel ?? 0]));
    const levels = connection
      .getTransceivers()
      .slice(0, OTHERS)
      .map(({ mid }) => loud.get(mid) ?? 0);
    const { loss, counted } = lossBetween(this.#before, report);
    this.#before = counted;
    const { seconds, way } = pathOf(report);
    return { levels, quality: qualityOf({ seconds, loss }), way };
  }
}

const isVoice = (entry) => entry.type === "inbound-rtp" && entry.kind === "audio";
