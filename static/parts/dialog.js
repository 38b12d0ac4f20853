/** A question that waits for an answer; Escape and Cancel leave everything as it was. */
import { html, useEffect, useFair, useId, useRef, useState } from "../html.js";

export function Dialog({ title, action, harm, onDo, onClose, children }) {
  const { fair, t } = useFair();
  const ref = useRef();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  useEffect(() => {
    const back = /** @type {HTMLElement} */ (document.activeElement);
    ref.current.showModal();
    return () => back?.isConnected && back.focus();
  }, []);

  async function submit(event) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await onDo(new FormData(event.target));
      ref.current?.close();
    } catch (refused) {
      setError(refused);
      fair.sayError(refused);
    }
    setBusy(false);
  }

  return html`<dialog ref=${ref} aria-labelledby=${id} onClose=${onClose}><form class="stack snug" onSubmit=${submit}>
    <h2 id=${id}>${title}</h2>${children}
    ${error && html`<p class="note harm"><span></span><span>${fair.errorText(error)}</span></p>`}
    <div class="line"><button class="btn" type="button" onClick=${() => ref.current.close()}>${t("cancel")}</button>
      <button class=${harm ? "btn harm" : "btn primary"} type="submit" aria-disabled=${busy}>${action}</button></div>
  </form></dialog>`;
}
