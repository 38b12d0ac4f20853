/** What was just done, for a moment; and the one live region, which speaks changes and nothing else. */
import { html, useEffect, useFair, useState } from "../html.js";
import { Icon } from "./icon.js";

export function Toast() {
  const { fair, state, t } = useFair();
  const { toast } = state;
  if (!toast) return null;
  const text = toast.error ? fair.errorText(toast.error) : t(toast.key, toast.params);
  return html`<section class="toasts" aria-label=${t("toasts")}><p class="toast"><${Icon} name=${toast.error ? "warn" : "check"} /><span>${text}</span>
    <button class="btn little icon" type="button" onClick=${() => fair.store.set({ toast: null })}><${Icon} name="x" /><span class="vh">${t("close")}</span></button></p></section>`;
}

/** Emptied first, so that the same words are spoken twice when they happen twice. */
export function LiveRegion() {
  const { state } = useFair();
  const [text, setText] = useState("");
  useEffect(() => {
    setText("");
    const timer = setTimeout(() => setText(state.said?.text ?? ""), 80);
    return () => clearTimeout(timer);
  }, [state.said]);
  return html`<div class="vh" role="status" aria-live="polite" id="live">${text}</div>`;
}
