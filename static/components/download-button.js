/** A button, worn as a link, that saves a file of ours. */
import { download } from "../client/download.js";
import { html, useApp, useState } from "../html.js";

export function DownloadButton({ path, children, ...more }) {
  const { client } = useApp();
  const [busy, setBusy] = useState(false);
  async function save() {
    if (busy) return;
    setBusy(true);
    await download(path).catch((refused) => client.notifyError(refused));
    setBusy(false);
  }
  return html`
    <button ...${more} class="link" type="button" aria-busy=${busy} onClick=${save}>
      ${children}
    </button>
  `;
}
