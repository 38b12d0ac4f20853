/** Asks for all lines of an edition, again every few seconds while the page is looked at. */
import { useApp, useEffect, useState } from "../../html.js";

const AGAIN_MS = 5000;

/** `lines`: null before they are known; `again`: asks at once. */
export function useLines(edition) {
  const { client, state } = useApp();
  const [lines, setLines] = useState(null);
  const [refusal, setRefusal] = useState(null);
  const on = state.link === "on";
  const ask = () =>
    client.connection.request("lines.show", { edition }).then(
      (reply) => setLines(reply.lines),
      (refused) => /^(permission|edition)\./.test(refused.code) && setRefusal(refused),
    );
  useEffect(() => {
    if (!on) return;
    ask();
    const timer = setInterval(() => document.hidden || ask(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [edition, on]);
  return { lines, refusal, again: ask };
}
