/** The toast, and the page's only live region: it announces changes and nothing else. */
import { Icon } from "../components/icon.js";
import { html, useApp, useEffect, useState } from "../html.js";

export function Toast() {
  const { client, state, t } = useApp();
  const { toast } = state;
  if (!toast) return null;
  const text = toast.error ? client.errorText(toast.error) : t(toast.key, toast.params);
  return html`
    <section class="toasts" aria-label=${t("toasts")}>
      <p class="toast">
        <${Icon} name=${toast.error ? "warn" : "check"} />
        <span>${text}</span>
        <button class="btn little icon" type="button" onClick=${() => client.store.set({ toast: null })}>
          <${Icon} name="x" />
          <span class="vh">${t("close")}</span>
        </button>
      </p>
    </section>
  `;
}

/** It is emptied first, so that the same words are spoken twice when they happen twice. */
export function LiveRegion() {
  const { state } = useApp();
  const [text, setText] = useState("");
  useEffect(() => {
    setText("");
    const timer = setTimeout(() => setText(state.said?.text ?? ""), 80);
    return () => clearTimeout(timer);
  }, [state.said]);
  return html`
    <div class="vh" role="status" aria-live="polite" id="live">
      ${text}
    </div>
  `;
}
