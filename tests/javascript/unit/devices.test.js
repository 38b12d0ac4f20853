/** Camera and microphone as browsers have them: both, one, none, taken, forbidden. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { NoDevice, openDevices } from "../../../static/media/devices.js";

/** Devices of a machine that has these; asking for another one fails as a browser fails. */
const machine = (has, why = "NotFoundError") => ({
  async getUserMedia({ video, audio }) {
    if ((video && !has.video) || (audio && !has.audio)) throw Object.assign(new Error(why), { name: why });
    return { video: Boolean(video), audio: Boolean(audio) };
  },
});
const BOTH = { video: true, audio: true };
const opened = (devices, wish = BOTH) => openDevices(wish, /** @type {any} */ (devices));

test("what there is of the two is taken, and the other is named", async () => {
  assert.equal((await opened(machine({ video: true, audio: true }))).missing, null);
  const sound = await opened(machine({ video: false, audio: true }));
  assert.deepEqual([sound.stream, sound.missing], [{ video: false, audio: true }, "source.no-camera"]);
  const picture = await opened(machine({ video: true, audio: false }));
  assert.deepEqual(
    [picture.stream, picture.missing],
    [{ video: true, audio: false }, "source.no-microphone"],
  );
});

for (const [name, devices, wish, key] of [
  ["none", machine({}), BOTH, "source.none"],
  ["forbidden", machine({}, "NotAllowedError"), BOTH, "source.denied"],
  ["used by another program", machine({}, "NotReadableError"), BOTH, "source.in-use"],
  ["only a microphone was asked for", machine({ video: true }), { audio: true }, "source.none"],
  ["a page without https", null, BOTH, "source.insecure"],
])
  test(`no device: ${name}`, async () => {
    await assert.rejects(opened(devices, wish), (error) => error instanceof NoDevice && error.key === key);
  });
