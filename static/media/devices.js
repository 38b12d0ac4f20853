/** Asks for camera, microphone or screen; each failure has words that say what to do. */

const WHY = {
  NotAllowedError: "source.denied",
  NotReadableError: "source.in-use",
  AbortError: "source.in-use",
};

/** No picture and no sound could be had. `key`: the words for it. */
export class NoDevice extends Error {
  /** @param {any} why what the browser threw; null: the page may not ask, as it did not come by https */
  constructor(why) {
    super(why?.name ?? "insecure");
    this.key = why ? (WHY[why.name] ?? "source.none") : "source.insecure";
  }
}

/**
 * Camera and microphone; where there is only one of the two, that one.
 * @param {MediaStreamConstraints} wish
 * @returns {Promise<{stream: MediaStream, missing: string|null}>} `missing`: words for the one that is not there
 * @throws {NoDevice}
 */
export async function openDevices(wish, devices = navigator.mediaDevices) {
  if (!devices) throw new NoDevice(null);
  const ask = (only) => devices.getUserMedia(only);
  try {
    return { stream: await ask(wish), missing: null };
  } catch (why) {
    if (!wish.video || !wish.audio || why.name !== "NotFoundError") throw new NoDevice(why);
  }
  try {
    return { stream: await ask({ ...wish, video: false }), missing: "source.no-camera" };
  } catch {
    try {
      return { stream: await ask({ ...wish, audio: false }), missing: "source.no-microphone" };
    } catch (why) {
      throw new NoDevice(why);
    }
  }
}

/**
 * @param {DisplayMediaStreamOptions} wish
 * @returns {Promise<{stream: MediaStream, missing: null}>}
 * @throws {NoDevice}
 */
export async function openScreen(wish, devices = navigator.mediaDevices) {
  if (!devices?.getDisplayMedia) throw new NoDevice(null);
  try {
    return { stream: await devices.getDisplayMedia(wish), missing: null };
  } catch (why) {
    throw new NoDevice(why);
  }
}
