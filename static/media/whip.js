/** Sends a camera, microphone or screen to a stage by WHIP. */
import { Peer } from "./peer.js";

const MOST_BUSY = 3;

export class WhipPublisher extends Peer {
  #stream;
  #codec;
  #busy = 0;

  /**
   * @param {ConstructorParameters<typeof Peer>[0] & {stream: MediaStream, codec?: string|null}} options
   *   stream: what to send; codec: preferred video codec, as "video/H264"; key: the stage's
   */
  constructor({ stream, codec = null, ...options }) {
    super(options);
    this.#stream = stream;
    this.#codec = codec;
  }

  /** Swap the camera or show the screen instead, without a new session. */
  async replace(stream) {
    this.#stream = stream;
    for (const sender of this.connection?.getSenders() ?? []) {
      const track = stream.getTracks().find(({ kind }) => kind === sender.track?.kind);
      if (track) await sender.replaceTrack(track);
    }
  }

  prepare(connection) {
    for (const track of this.#stream.getTracks()) {
      const transceiver = connection.addTransceiver(track, {
        direction: "sendonly",
        streams: [this.#stream],
      });
      if (track.kind === "video" && this.#codec) prefer(transceiver, this.#codec);
    }
  }

  connected() {
    this.become("live");
  }

  wavering() {
    this.become("interrupted");
  }

  /** 409: the stage is taken; by our own lost session for a second or two, by somebody else's for good. */
  hopeless(error) {
    this.#busy = error.status === 409 ? this.#busy + 1 : 0;
    return super.hopeless(error) || this.#busy >= MOST_BUSY;
  }
}

function prefer(transceiver, mimeType) {
  const codecs = RTCRtpReceiver.getCapabilities("video")?.codecs ?? [];
  const wanted = codecs.filter((codec) => codec.mimeType.toLowerCase() === mimeType.toLowerCase());
  const rest = codecs.filter((codec) => !wanted.includes(codec));
  if (wanted.length) transceiver.setCodecPreferences([...wanted, ...rest]);
}
