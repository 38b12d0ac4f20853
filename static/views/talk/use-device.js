/** What this browser sends in a talk, told to the others; and whether another device of mine holds the seat. */
import { newId } from "../../client/ids.js";
import { useApp, useEffect, useRef, useState } from "../../html.js";

const DEVICE = newId(); // this page, as the others' pages and my other devices know it

/**
 * Tells the others what this browser sends, and learns whether another device of mine has taken the seat.
 * @returns {[boolean, () => void]} whether it has, and how to take it back
 */
export function useDevice(talk, own, mine, open, screen, quality) {
  const { client, state } = useApp();
  const [claim, setClaim] = useState(0);
  const held = useRef(false); // my page has held the seat since it last claimed it
  const taken = useRef(-1); // the claim with which it took the seat
  const shown = useRef(false); // whether it told the others of a screen
  const has = (kind) => Boolean(mine.stream?.getTracks().some((track) => track.kind === kind));
  const device = mine.how === "text" ? null : DEVICE;
  const sends = {
    device,
    microphone: has("audio") && open.audio,
    camera: has("video") && open.video,
    quality,
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
    const changed = shown.current === screen ? null : screen; // said once: another screen may be shown by now
    shown.current = screen;
    client.act("talk.show_devices", { talk, take, ...sends, screen: changed }).catch(() => {});
  }, [known, online, claim, sends.device, sends.microphone, sends.camera, screen, quality]);
  const takeOver = () => {
    held.current = false;
    setClaim(claim + 1);
  };
  return [elsewhere, takeOver];
}
