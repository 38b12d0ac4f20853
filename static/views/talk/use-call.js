/** The media connection of a talk. */
import { useEffect, useRef, useState } from "../../html.js";
import { SteadyQuality } from "../../media/quality.js";
import { TalkPeer } from "../../media/talk.js";

const LOUD = 0.02;
const LOOK_MS = 400;
const STILL_LOUD_MS = 900;

/**
 * `pictures`, `voices`: a stream for each line; `loud`: the lines on which somebody speaks; `quality`: of my
 * connection, `way` where it goes, `codec` of my picture; `said`: what is wrong with it.
 * @typedef {{state: string, code?: string, pictures: MediaStream[], voices: MediaStream[], loud: number[],
 *   quality: import("../../media/quality.js").Quality|null, way: import("../../media/quality.js").Way|null,
 *   codec: string|null}} Call
 */

/** @type {Call} */
const NOTHING = {
  state: "connecting",
  pictures: [],
  voices: [],
  loud: [],
  quality: null,
  way: null,
  codec: null,
};

const kindsOf = (stream) =>
  stream
    ?.getTracks()
    .map((track) => track.kind)
    .sort()
    .join() ?? "";

/**
 * Connected while `on`. Another stream of the same kinds is sent without a new session; `picture`: full, small, none.
 * @returns {Call & {said: string|null}}
 */
export function useCall(talk, on, send, picture) {
  const [now, setNow] = useState(NOTHING);
  const peer = useRef(/** @type {TalkPeer|null} */ (null));
  const sent = useRef(send);
  sent.current = send;
  useEffect(() => {
    if (!on) return;
    const heardAt = new Map();
    const steady = new SteadyQuality();
    const made = (peer.current = new TalkPeer({
      url: `/whep/${talk}?join`,
      send: sent.current,
      onState: (state, code) => setNow((was) => ({ ...was, state, code })),
    }));
    setNow({ ...NOTHING, pictures: made.pictures, voices: made.voices });
    made.start();
    const timer = setInterval(async () => {
      const { levels, quality: measured, way } = await made.measure();
      const at = performance.now();
      levels.forEach((level, line) => level > LOUD && heardAt.set(line, at));
      const loud = [...heardAt].filter(([, heard]) => at - heard < STILL_LOUD_MS).map(([line]) => line);
      const quality = steady.take(measured);
      const { codec } = made;
      setNow((was) =>
        was.loud.join() === loud.join() && was.quality === quality && was.way === way && was.codec === codec
          ? was
          : { ...was, loud, quality, way, codec },
      );
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
      made.stop();
      peer.current = null;
    };
  }, [talk, on, kindsOf(send)]);
  useEffect(() => {
    peer.current?.replace(send);
  }, [send]);
  useEffect(() => {
    peer.current?.sendPicture(picture);
  }, [picture, now.pictures]);
  return { ...now, said: now.state === "live" ? null : now.state };
}
