/** Reported messages with what can be done about each, and those that are settled. */
import { Moment } from "../../components/clock.js";
import { EmptyState } from "../../components/empty-state.js";
import { Icon } from "../../components/icon.js";
import { Localized, UserText } from "../../components/text.js";
import { html, useApp, useRef } from "../../html.js";

export function Reports({ reports, zone }) {
  const { client, t } = useApp();
  const heading = useRef();
  const open = reports.filter((one) => !one.outcome);
  const done = reports.filter((one) => one.outcome);

  const settle = (report, outcome) =>
    client.act("report.resolve", { report: report.id, outcome }).then(
      () => {
        client.notify(`reports.done.${outcome}`);
        heading.current?.focus();
      },
      (error) => client.notifyError(error),
    );

  return html`
    <section class="card flush" aria-labelledby="reports">
      <header class="line">
        <h2 id="reports" tabindex="-1" ref=${heading}>
          ${t("reports.title")}
        </h2>
        <span class="fig">${open.length}</span>
      </header>
      ${!open.length && html`
        <${EmptyState} title=${t("reports.none")}>
          <p>${t("reports.none.next")}</p>
        <//>
      `}
      <ul class="rows reports">
        ${open.map((report) => html`
          <li key=${report.id}>
            <span class="badge warn">${t(`reason.${report.reason}.short`)}</span>
            <div>
              <${Words} report=${report} />
              <p class="tiny faint">
                <${Localized} text=${report.place_name} /> · <${Moment} at=${report.at} zone=${zone} /> ·${" "}
                ${t("reports.by")} <${Who} person=${report.reporter} />
              </p>
            </div>
            <p class="more line tight">
              ${report.message.id && html`
                <button class="btn little harm" type="button" onClick=${() => settle(report, "deleted")}>
                  <${Icon} name="bin" />
                  ${t("reports.delete")}
                </button>
              `}
              <button class="btn little" type="button" onClick=${() => settle(report, "muted")}>
                ${t("reports.mute")}
              </button>
              <button class="btn little" type="button" onClick=${() => settle(report, "none")}>
                ${t("reports.nothing")}
              </button>
            </p>
          </li>
        `)}
      </ul>
      ${done.length > 0 && html`
        <details class="done">
          <summary>${t("reports.settled", { count: done.length })}</summary>
          <ul class="rows">
            ${done.map((report) => html`
              <li key=${report.id}>
                <span class="badge">${t(`reports.outcome.${report.outcome}`)}</span>
                <div>
                  <${Words} report=${report} />
                  <p class="tiny faint">
                    <${Localized} text=${report.place_name} /> · <${Moment} at=${report.at} zone=${zone} />
                  </p>
                </div>
              </li>
            `)}
          </ul>
        </details>
      `}
    </section>
  `;
}

const Words = ({ report }) => html`
  <p>
    <b>
      <${UserText}>${report.message.person.name}<//>
    </b>
    :${" "}
    <q>
      <${UserText}>${report.message.text}<//>
    </q>
  </p>
`;

const Who = ({ person }) =>
  person?.name ? html`<${UserText}>${person.name}<//>` : html`<bdi>${person ?? "–"}</bdi>`;
