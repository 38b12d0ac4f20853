/** The editor's section of exhibitors: a list to search, and the form of the one that is open. */
import { EmptyState } from "../../components/empty-state.js";
import { Icon, Mon } from "../../components/icon.js";
import { Localized } from "../../components/text.js";
import { html, useApp, useState } from "../../html.js";
import { occursIn } from "../../search.js";
import { localized } from "../../words.js";
import { ExhibitorForm } from "./exhibitor-form.js";
import { MasterDetail } from "./master-detail.js";

export function Exhibitors({ edition, exhibitors, sessions, item, here }) {
  const { lang, t } = useApp();
  const [words, setWords] = useState("");
  const all = Object.values(exhibitors).sort((a, b) =>
    localized(a.name, lang).text.localeCompare(localized(b.name, lang).text, lang),
  );
  const texts = (one) => [one.number, ...Object.values(one.name), ...Object.values(one.industry)];
  const shown = all.filter((one) => occursIn(words, texts(one)));
  const form = item && html`
    <${ExhibitorForm}
      key=${item}
      item=${item}
      edition=${edition}
      here=${here}
      card=${item === "new" ? null : exhibitors[item]}
      sessions=${sessions.filter((one) => String(one.company?.booth) === item)}
    />
  `;
  return html`
    <${MasterDetail}
      item=${item}
      title=${t("edit.exhibitors")}
      count=${all.length}
      form=${form}
      tools=${html`
        <a class="btn little primary" href="#exhibitors/new">
          ${t("edit.exhibitor.add")}
        </a>
      `}
      list=${
        !all.length ? html`
          <${EmptyState} title=${t("edit.exhibitors.none")}>
            <p>${t("edit.exhibitors.none.next")}</p>
          <//>
        ` : html`
          <div class="line">
            <label class="search">
              <span class="vh">${t("edit.exhibitors.search")}</span>
              <${Icon} name="search" />
              <input
                type="search"
                placeholder=${t("edit.exhibitors.search")}
                value=${words}
                onInput=${(event) => setWords(event.target.value)}
              />
            </label>
            <span class="small soft" role="status">
              ${words.trim() && t("hall.shown-of", { shown: shown.length, count: all.length })}
            </span>
          </div>
          <ul class="rows">
            ${shown.map((one) => html`
              <li key=${one.id} aria-current=${String(one.id) === item ? "true" : null}>
                <span class="crest" data-cloth=${one.cloth}>
                  <${Mon} name=${one.mon} size="s" />
                </span>
                <div>
                  <a href=${`#exhibitors/${one.id}`}>
                    <${Localized} text=${one.name} />
                  </a>
                  <p class="tiny faint">
                    <${Localized} text=${one.industry} /> ·${" "}
                    ${t("edit.openings.count", { count: one.openings.length })} ·${" "}
                    ${t("edit.representatives.count", { count: one.representatives.length })}
                  </p>
                </div>
                ${one.first_time && html`<span class="badge line">${t("booth.first-time")}</span>`}
              </li>
            `)}
          </ul>
        `
      }
    />
  `;
}
