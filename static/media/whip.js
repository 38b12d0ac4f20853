// Sends a camera, microphone or screen to a stage by WHIP.
import { Attempts } from "./attempts.js";
import { Refused, Session } from "./session.js";

const MOST_BUSY = 3;

export class WhipPublisher {
  #url;
  #key;
  #stream;
  #codec;
  #onState;
  #state = null;
  #connection = null;
  #session = null;
  #abort = null;
  #busy = 0;
  #attempts = new Attempts(() => this.#connect());

  /**
   * @param {object} options
   * @param {string} options.url the stage's WHIP address
   * @param {MediaStream} options.stream what to send
   * @param {string} [options.key] the stage key, sent as a bearer token
   * @param {string} [options.codec] preferred video codec, as "video/H264"
   * @param {(state: "connecting"|"live"|"interrupted"|"ended"|"full", code?: string) => void} [options.onState]
   */
  constructor({ url, stream, key = null, codec = null, onState = () => {} }) {
    this.#url = url;
    this.#stream = stream;
    this.#key = key;
    this.#codec = codec;
    this.#onState = onState;
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

  /** Swap the camera or show the screen instead, without a new session. */
  async replace(stream) {
    this.#stream = stream;
    for (const sender of this.#connection?.getSenders() ?? []) {
      const track = stream.getTracks().find(({ kind }) => kind === sender.track?.kind);
      if (track) await sender.replaceTrack(track);
    }
  }

  async #connect() {
    this.#disconnect();
    this.#become(this.#state === "interrupted" ? "interrupted" : "connecting");
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    this.#connection = connection;
    this.#session = new Session(this.#url, this.#key);
    this.#abort = new AbortController();
    for (const track of this.#stream.getTracks()) {
      const transceiver = connection.addTransceiver(track, { direction: "sendonly", streams: [this.#stream] });
      if (track.kind === "video" && this.#codec) prefer(transceiver, this.#codec);
    }
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

  #connectionChanged(connection) {
    if (connection !== this.#connection) return;
    const ended = connection.getTransceivers()[0].sender.transport?.state === "closed";
    if (connection.connectionState === "connected" && !ended) {
      this.#attempts.succeeded();
      this.#become("live");
    } else if (["failed", "closed"].includes(connection.connectionState) || ended) {
      this.#become("interrupted");
      this.#attempts.again();
    } else if (connection.connectionState === "disconnected") {
      this.#become("interrupted"); // it may find its way back by itself
    }
  }

  #failed(error) {
    if (error instanceof Refused && error.status === 503) {
      this.#become("full", error.code);
    } else if (error instanceof Refused && this.#final(error)) {
      this.#attempts.stop();
      this.#become("ended", error.code);
      return;
    }
    this.#attempts.again(error.retryAfter);
  }

  // Our own lost session holds the stage for a second or two; somebody else's holds it for good.
  #final({ status }) {
    this.#busy = status === 409 ? this.#busy + 1 : 0;
    return [401, 403, 404, 410].includes(status) || this.#busy >= MOST_BUSY;
  }

  #disconnect() {
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

function prefer(transceiver, mimeType) {
  const { codecs } = RTCRtpReceiver.getCapabilities("video");
  const wanted = codecs.filter((codec) => codec.mimeType.toLowerCase() === mimeType.toLowerCase());
  const rest = codecs.filter((codec) => !wanted.includes(codec));
  if (wanted.length) transceiver.setCodecPreferences([...wanted, ...rest]);
}
