/** Looked up while one writes, once the fingers rest; an older answer never replaces a newer one. */
import { useEffect, useFair, useState } from "../html.js";

const REST_MS = 250;

export function useFound(event, edition, text) {
  const { fair } = useFair();
  const [found, setFound] = useState(null);
  const words = text.trim();
  useEffect(() => {
    setFound(null);
    if (!words) return undefined;
    let wanted = true;
    const ask = () => fair.wire.request(event, { edition, text: words.slice(0, 80) }).then((answer) => wanted && setFound(answer), (refused) => wanted && fair.tellError(refused));
    const timer = setTimeout(ask, REST_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [event, edition, words]);
  return found;
}
