/** The booth's talks so far, the newest first; one is chosen to write what came of it. */
import { DownloadButton } from "../../components/download-button.js";
import { EmptyState } from "../../components/empty-state.js";
import { UserText } from "../../components/text.js";
import { html, useApp } from "../../html.js";

export function VisitList({ place, visits, chosen, onChoose }) {
  const { lang, state, t, times } = useApp();
  return html`
    <section class="card flush" aria-labelledby="visits">
      <header class="line">
        <h2 id="visits">${t("booth-desk.visits")}</h2>
        <span class="fig">${visits.length}</span>
      </header>
      ${visits.length === 0 && html`<${EmptyState} title=${t("booth-desk.visits.none")} />`}
      <ul class="rows">
        ${visits.map((visit) => html`
          <li key=${visit.talk} aria-current=${visit.talk === chosen ? "true" : null}>
            <span class="fig">${visit.number ?? "–"}</span>
            <div class="small">
              <button class="link" type="button" onClick=${() => onChoose(visit.talk)}>
                <${UserText}>${visit.visitor.name}<//>
              </button>
              <p class="tiny faint">
                ${times.clock(visit.starts_at, state.start.zone)} ·${" "}
                <${UserText}>${visit.host.name}<//>
              </p>
            </div>
            <span class=${visit.outcome ? "badge line" : "badge wait"}>
              ${t(visit.outcome ? `booth-desk.outcome.${visit.outcome}` : "booth-desk.visits.open")}
            </span>
          </li>
        `)}
      </ul>
      ${visits.length > 0 && html`
        <footer class="stack tight">
          <p class="line small">
            ${t("booth-desk.leads")}:
            ${["csv", "xlsx"].map((kind) => html`
              <${DownloadButton}
                key=${kind}
                path=${`/api/booths/${place}/leads.${kind}?language=${lang}`}
                aria-describedby="leads-what"
              >
                ${t(`booth-desk.leads.${kind}`)}
              <//>
            `)}
          </p>
          <p class="tiny faint" id="leads-what">
            ${t("booth-desk.leads.what")}
          </p>
        </footer>
      `}
    </section>
  `;
}
