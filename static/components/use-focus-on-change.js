/** Where the focus goes when what was pressed is gone: to what came in its place. */
import { useEffect, useRef } from "../html.js";

/** The ref of what takes the focus when `key` changes and nothing else has it. */
export function useFocusOnChange(key) {
  const ref = useRef();
  const before = useRef(key);
  useEffect(() => {
    if (before.current === key) return;
    before.current = key;
    if (document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  }, [key]);
  return ref;
}
