/** My CV: put here, replaced, deleted. Companies see it where I show it only. */
import { sendFile } from "../../client/api.js";
import { Refusal } from "../../client/refusal.js";
import { ownState } from "../../client/selectors.js";
import { Dialog } from "../../components/dialog.js";
import { DownloadButton } from "../../components/download-button.js";
import { Icon } from "../../components/icon.js";
import { html, useApp, useRef, useState } from "../../html.js";

const MOST = 5 * 1024 * 1024; // bytes; the server looks too

export function Cv() {
  const { client, state, t, times } = useApp();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const [asking, setAsking] = useState(false);
  const input = useRef();
  const [cv] = Object.values(ownState(state)?.cv ?? {});

  async function take(event) {
    const [chosen] = event.target.files;
    if (!chosen || busy) return;
    setBusy(true);
    setError(null);
    try {
      if (chosen.size > MOST) throw new Refusal({ code: "file.too_large", details: { most: MOST >> 20 } });
      const bytes = await chosen.arrayBuffer().catch(() => {
        throw new Refusal({ code: "cv.unreadable" }); // a file in a cloud that the phone could not fetch
      });
      await sendFile("/api/my-cv", {}, bytes);
      client.notify("cv.kept");
    } catch (refused) {
      setError(refused);
      client.announceError(refused);
    }
    if (input.current) input.current.value = ""; // the same name again, after it was corrected
    setBusy(false);
  }
  const remove = async () => {
    await client.act("cv.delete", {});
    client.notify("cv.deleted");
  };

  return html`
    <section class="card" aria-labelledby="cv">
      <h2 id="cv" tabindex="-1">
        ${t("cv.title")}
      </h2>
      <p class="small soft" id="cv-what">
        ${t("cv.what")}
      </p>
      ${cv ? html`
        <p>
          <${DownloadButton} path="/api/my-cv.pdf">
            ${t("shown.pages", { count: cv.pages })}
          <//>
          <span class="tiny faint"> ${t("cv.uploaded", { at: times.moment(cv.at, client.me().zone) })}</span>
        </p>
      ` : html`
        <p class="small">${t("cv.none")}</p>
      `}
      ${error && html`
        <p class="note warn">
          <${Icon} name="warn" />
          <span>${client.errorText(error)}</span>
        </p>
      `}
      <div class="line">
        <input hidden type="file" accept=".pdf,application/pdf" ref=${input} onChange=${take} />
        <button
          class=${cv ? "btn" : "btn primary"}
          type="button"
          aria-disabled=${busy}
          aria-describedby="cv-what"
          onClick=${() => !busy && input.current.click()}
        >
          ${t(busy ? "cv.sending" : cv ? "cv.replace" : "cv.choose")}
        </button>
        ${cv && html`
          <button
            class="btn quiet"
            type="button"
            aria-disabled=${busy}
            onClick=${() => !busy && setAsking(true)}
          >
            ${t("cv.delete")}
          </button>
        `}
      </div>
      ${asking && html`
        <${Dialog}
          title=${t("cv.delete.sure")}
          action=${t("cv.delete")}
          harm=${true}
          onDo=${remove}
          onClose=${() => setAsking(false)}
        >
          <p>${t("cv.delete.what")}</p>
        <//>
      `}
    </section>
  `;
}
