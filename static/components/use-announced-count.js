/** A head-count for the live region. */
import { useApp, useEffect, useRef } from "../html.js";

const SAID_EVERY_MS = 10_000;

/** Announces a count when it changed, at most every ten seconds. `key`: of its text. */
export function useAnnouncedCount(count, key = "here.said") {
  const { client } = useApp();
  const said = useRef({ count: null, at: 0 });
  useEffect(() => {
    if (count == null || count === said.current.count) return;
    if (said.current.count == null) {
      said.current = { count, at: Date.now() };
      return;
    }
    const timer = setTimeout(
      () => {
        said.current = { count, at: Date.now() };
        client.announce(key, { count });
      },
      Math.max(0, said.current.at + SAID_EVERY_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [count]);
}
