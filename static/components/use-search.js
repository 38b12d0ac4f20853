/** A search while one types. It waits until typing rests, and drops answers to older questions. */
import { useApp, useEffect, useState } from "../html.js";

const REST_MS = 250;

export function useSearch(event, edition, text) {
  const { client } = useApp();
  const [found, setFound] = useState(null);
  const words = text.trim();
  useEffect(() => {
    setFound(null);
    if (!words) return undefined;
    let wanted = true;
    const ask = () =>
      client.connection.request(event, { edition, text: words.slice(0, 80) }).then(
        (answer) => wanted && setFound(answer),
        (refused) => wanted && client.notifyError(refused),
      );
    const timer = setTimeout(ask, REST_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [event, edition, words]);
  return found;
}
