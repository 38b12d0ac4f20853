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
  const has = (kind) => Boolean(mine.stream?.getTracks().some((track) => track.kind === kind));
  const device = mine.how === "text" ? null : DEVICE;
  const sends = {
    device,
    microphone: has("audio") && open.audio,
    camera: has("video") && open.video,
    screen,
    quality,
  };
  const known = Boolean(own);
  if (own?.device === DEVICE) held.current = true;
  const elsewhere = held.current && own?.device !== null && own?.device !== DEVICE;
  const online = state.link === "on";
  useEffect(() => {
    if (known && online && !elsewhere) client.act("talk.show_devices", { talk, ...sends }).catch(() => {});
  }, [known, online, claim, sends.device, sends.microphone, sends.camera, screen, quality]);
  const takeOver = () => {
    held.current = false;
    setClaim(claim + 1);
  };
  return [elsewhere, takeOver];
}
