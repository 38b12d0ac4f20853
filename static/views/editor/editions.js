/** The page with all editions by fiscal year, for their organisers, and the form of a new one. */
import { mayEdit, organises } from "../../client/permissions.js";
import { EmptyState, Skeleton } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { EditorStyles } from "../../components/styles.js";
import { Localized } from "../../components/text.js";
import { html, useApp, useEffect, useState } from "../../html.js";
import { hereZone } from "../../times.js";
import { localized } from "../../words.js";
import { EditionForm } from "./edition-form.js";

const AGAIN_MS = 2000;

/** All programmes and editions; asked again after a refusal and every reconnect. Null until they are known. */
export function useEditions() {
  const { client, state } = useApp();
  const [listed, setListed] = useState(null);
  const as = organises(state);
  const on = state.link === "on" && as !== undefined;
  useEffect(() => {
    let here = on;
    let timer = 0;
    const ask = () =>
      client.connection.request("editions.list", { edition: as }).then(
        (found) => here && setListed(found),
        () => {
          if (here) timer = setTimeout(ask, AGAIN_MS);
        },
      );
    if (on) ask();
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [on, as]);
  return listed;
}

export function Editions() {
  const { client, state, lang, t, times } = useApp();
  const listed = useEditions();
  const as = organises(state);
  const making = location.hash === "#new";
  if (mayEdit(state, null) === false && as === undefined) return html`<${ErrorPage} status="403" />`;
  const names = Object.fromEntries((listed?.programmes ?? []).map((one) => [one.key, one.name]));
  const years = [...new Set((listed?.editions ?? []).map((one) => one.fiscal_year))];
  return html`
    <${Page} title=${t("edit.editions")}>
      <${EditorStyles} />
      <header class="head">
        <${Heading}>${t("edit.editions")}<//>
        ${as === null && !making && html`
          <a class="btn primary end" href="#new">
            ${t("edit.edition.add")}
          </a>
        `}
      </header>
      ${making && listed && as === null && html`
        <${EditionForm}
          card=${null}
          programmes=${listed.programmes}
          programme=${listed.editions.find((one) => one.id === state.start.edition)?.programme}
          zone=${state.start.zone ?? hereZone()}
          back="/editions"
          done=${({ id }) => client.go(`/editions/${id}/edit#venues`)}
        />
      `}
      ${!listed && html`
        <div class="card" aria-busy="true">
          <span class="vh">${t("loading")}</span>
          <${Skeleton} />
        </div>
      `}
      ${listed && !years.length && html`
        <div class="card">
          <${EmptyState} level=${2} title=${t("edit.editions.none")}>
            <p>${t("edit.editions.none.next")}</p>
          <//>
        </div>
      `}
      ${years.map((year) => html`
        <section class="card" key=${year} aria-label=${t("edit.year.of", { year: String(year) })}>
          <h2>${t("edit.year.of", { year: String(year) })}</h2>
          <ul class="rows">
            ${listed.editions
              .filter((one) => one.fiscal_year === year)
              .map((one) => html`
                <li key=${one.id}>
                  <${Icon} name="cal" />
                  <div>
                    ${mayEdit(state, one.id) ? html`
                      <a href=${`/editions/${one.id}/edit`}>
                        <${Localized} text=${one.name} />
                      </a>
                    ` : html`
                      <b>
                        <${Localized} text=${one.name} />
                      </b>
                    `}
                    <p class="tiny faint">
                      ${names[one.programme] && localized(names[one.programme], lang).text}
                      ${one.opens_at && html` · ${times.day(one.opens_at, one.zone)}`}
                    </p>
                  </div>
                  <a class="small" href=${`/editions/${one.id}`}>
                    ${t("season.programme")}
                    <span class="vh">: ${localized(one.name, lang).text}</span>
                  </a>
                </li>
              `)}
          </ul>
        </section>
      `)}
    <//>
  `;
}
