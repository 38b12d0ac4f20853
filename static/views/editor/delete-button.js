/** A button that deletes after a second question, and says what to do when that is refused. */
import { Icon } from "../../components/icon.js";
import { html, useApp, useRef, useState } from "../../html.js";

/**
 * @param {{event: string, thing: any, what: string, remedy?: (refusal: any) => any, done: () => void,
 *   action?: string, sure?: string, yes?: string}} props
 */
export function DeleteButton({
  event,
  thing,
  what,
  remedy,
  done,
  action = "edit.delete",
  sure = "edit.delete.sure",
  yes = "edit.delete.yes",
}) {
  const { client, t } = useApp();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const opener = useRef();

  async function remove() {
    if (busy) return;
    setBusy(true);
    const { href } = location;
    try {
      await client.act(event, thing);
      client.notify("edit.done");
      setAsking(false);
      setError(null);
      if (location.href === href) done(); // whoever has gone elsewhere meanwhile stays there
    } catch (refused) {
      setError(refused);
      setAsking(false);
      client.announceError(refused);
      opener.current?.focus();
    }
    setBusy(false);
  }

  return html`
    <div class="stack tight removal">
      <div class="line">
        ${asking ? html`
          <span class="small">${t(sure, { what })}</span>
          <button
            class="btn harm little"
            type="button"
            ref=${(button) => button?.focus()}
            aria-disabled=${busy}
            onClick=${remove}
          >
            ${t(yes)}
          </button>
          <button class="btn little" type="button" onClick=${() => setAsking(false)}>
            ${t("cancel")}
          </button>
        ` : html`
          <button class="btn harm little" type="button" ref=${opener} onClick=${() => setAsking(true)}>
            ${t(action)}
          </button>
        `}
      </div>
      ${error && html`
        <div class="note warn">
          <${Icon} name="warn" />
          <span>${client.errorText(error)}</span>
          ${remedy?.(error)}
        </div>
      `}
    </div>
  `;
}
