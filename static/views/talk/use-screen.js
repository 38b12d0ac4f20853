/** Showing my screen in a talk. */
import { useApp, useEffect, useRef, useState } from "../../html.js";
import { openScreen } from "../../media/devices.js";
import { WhipPublisher } from "../../media/whip.js";

/** Phones have no screens to show. */
export const canShare = Boolean(navigator.mediaDevices?.getDisplayMedia);

/**
 * My screen, while I show it. The newest screen in a talk takes the place of an older one: then mine is no longer
 * `shown`.
 * @returns {[MediaStream|null, () => void]} the screen, and how to show one or to stop
 */
export function useScreen(talk, shown) {
  const { client } = useApp();
  const [screen, setScreen] = useState(/** @type {MediaStream|null} */ (null));
  useEffect(() => {
    if (!screen) return;
    const stop = () => setScreen(null);
    const publisher = new WhipPublisher({
      url: `/whip/${talk}?share`,
      stream: screen,
      onState: (state, code) => state === "ended" && code && stop(),
    });
    publisher.start();
    const [picture] = screen.getVideoTracks();
    picture.addEventListener("ended", stop); // by the browser's own button
    return () => {
      picture.removeEventListener("ended", stop);
      publisher.stop();
      for (const track of screen.getTracks()) track.stop();
    };
  }, [talk, screen]);
  const before = useRef(false);
  useEffect(() => {
    if (before.current && !shown) setScreen(null);
    before.current = shown;
  }, [shown]);
  async function share() {
    if (screen) return setScreen(null);
    try {
      setScreen((await openScreen({ video: true, audio: false })).stream);
    } catch (none) {
      client.notify(none.key);
    }
  }
  return [screen, share];
}
