/** Modal dialogs: `useModal` opens one and gives the focus back; `Dialog` asks a question and acts on the answer. */
import { html, useApp, useEffect, useId, useRef, useState } from "../html.js";

/**
 * Opens a <dialog> as modal. When it closes, the focus goes back to where it was, unless it moved on; when what
 * opened it is gone, to the heading of the page.
 */
export function useModal() {
  const ref = useRef();
  useEffect(() => {
    const dialog = ref.current;
    const back = /** @type {HTMLElement} */ (document.activeElement);
    dialog.showModal();
    return () => {
      const now = document.activeElement;
      if (now !== document.body && !dialog.contains(now)) return;
      if (back?.isConnected) back.focus();
      else document.querySelector("h1")?.focus({ preventScroll: true });
    };
  }, []);
  return ref;
}

export function Dialog({ title, action, harm, onDo, onClose, children }) {
  const { client, t } = useApp();
  const ref = useModal();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);

  async function submit(event) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await onDo(new FormData(event.target));
      ref.current?.close();
    } catch (refused) {
      setError(refused);
      client.announceError(refused);
    }
    setBusy(false);
  }

  return html`
    <dialog ref=${ref} aria-labelledby=${id} onClose=${onClose}>
      <form class="stack snug" onSubmit=${submit}>
        <h2 id=${id}>${title}</h2>
        ${children}
        ${error && html`
          <p class="note harm">
            <span></span>
            <span>${client.errorText(error)}</span>
          </p>
        `}
        <div class="line">
          <button class="btn" type="button" onClick=${() => ref.current.close()}>
            ${t("cancel")}
          </button>
          <button class=${harm ? "btn harm" : "btn primary"} type="submit" aria-disabled=${busy}>
            ${action}
          </button>
        </div>
      </form>
    </dialog>
  `;
}
