/** What this browser sends in a talk, told to the others; and whether another device of mine holds the seat. */
import { newId } from "../../client/ids.js";
import { useApp, useEffect, useRef, useState } from "../../html.js";

const DEVICE = newId(); // this page, as the others' pages and my other devices know it

/**
 * Tells the others what this browser sends and wants, and learns whether another device of mine has taken the seat.
 * `sent`: `audio` and `video` as they are open, `screen`, `quality`, `codec` and `receives`.
 * @returns {[boolean, () => void]} whether it has, and how to take it back
 */
export function useDevice(talk, own, mine, sent) {
  const { client, state } = useApp();
  const [claim, setClaim] = useState(0);
  const held = useRef(false); // my page has held the seat since it last claimed it
  const taken = useRef(-1); // the claim with which it took the seat
  const shown = useRef(false); // whether it told the others of a screen
  const has = (kind) => Boolean(mine.stream?.getTracks().some((track) => track.kind === kind));
  const device = mine.how === "text" ? null : DEVICE;
  const sends = {
    device,
    microphone: has("audio") && sent.audio,
    camera: has("video") && sent.video,
    quality: sent.quality,
    codec: sent.codec,
    receives: sent.receives,
  };
  const known = Boolean(own);
  if (own?.device === DEVICE) held.current = true;
  const elsewhere = held.current && own?.device !== null && own?.device !== DEVICE;
  const online = state.link === "on";
  useEffect(() => {
    if (!known || !online || elsewhere) return;
    // By text, only what this page itself sent before is taken back.
    const take = device ? taken.current !== claim : own.device === DEVICE;
    taken.current = claim;
    // Said once: another screen may be shown by now.
    const changed = shown.current === sent.screen ? null : sent.screen;
    shown.current = sent.screen;
    client.act("talk.show_devices", { talk, take, ...sends, screen: changed }).catch(() => {});
  }, [known, online, claim, sent.screen, ...Object.values(sends)]);
  const takeOver = () => {
    held.current = false;
    setClaim(claim + 1);
  };
  return [elsewhere, takeOver];
}
