/** The preview of an import, row by row: what each would do, and what is wrong with it. */
import { EmptyState } from "../../components/empty-state.js";
import { Icon } from "../../components/icon.js";
import { UserText } from "../../components/text.js";
import { usePaging } from "../../components/use-paging.js";
import { html, useApp, useState } from "../../html.js";

const STATES = ["wrong", "new", "changed", "same"];
const TONES = { wrong: "harm", new: "open", changed: "ai", same: "line" };
const AT_ONCE = 100;

export function ImportRows({ preview }) {
  const { t } = useApp();
  const { counts, rows, digest } = preview;
  const [only, setOnly] = useState(null);
  const wanted = only == null ? (counts.wrong ? "wrong" : "") : counts[only] ? only : ""; // first what needs a hand
  const found = wanted ? rows.filter((row) => row.state === wanted) : rows;
  const [shown, more] = usePaging(found, AT_ONCE, `${digest} ${wanted}`);
  const chip = (state, text, count) => html`
    <button
      key=${state}
      class="chip"
      type="button"
      aria-pressed=${wanted === state}
      onClick=${() => setOnly(state)}
    >
      ${text} <span class="fig">${count}</span>
    </button>
  `;
  return html`
    <div class="chips" role="group" aria-label=${t("import.show")}>
      ${chip("", t("import.all"), rows.length)}
      ${STATES.filter((state) => counts[state]).map((state) =>
        chip(state, t(`import.only.${state}`), counts[state]),
      )}
    </div>
    ${!found.length ? html`
      <${EmptyState} title=${t("import.none")} />
    ` : html`
      <div class="scroll import-table" tabindex="0" role="group" aria-label=${t("import.rows")}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col" class="num">
                ${t("import.row")}
              </th>
              <th scope="col">${t("import.who")}</th>
              <th scope="col">${t("import.what")}</th>
            </tr>
          </thead>
          <tbody>
            ${shown.map((row) => html`
              <tr key=${row.row} data-state=${row.state}>
                <td class="num fig">${row.row}</td>
                <th scope="row">
                  <${UserText}>${row.name || "–"}<//>
                  <span class="tiny faint">
                    ${row.key && html`<bdi>${row.key}</bdi>`}
                    ${row.known && html`
                      <br />
                      ${t("import.known")} <${UserText}>${row.known}<//>
                    `}
                  </span>
                </th>
                <td>
                  <span class=${`badge ${TONES[row.state]}`}>${t(`import.state.${row.state}`)}</span>${" "}
                  <span class="small">
                    ${row.changes.map((change) => t(`import.change.${change}`)).join(t("import.and"))}
                  </span>
                  ${row.trouble.length > 0 && html`
                    <ul class="stack tight">
                      ${row.trouble.map((each, at) => html`
                        <li class="with-i small" key=${at}>
                          <${Icon} name="warn" />
                          <span>
                            <${Trouble} of=${each} />
                          </span>
                        </li>
                      `)}
                    </ul>
                  `}
                </td>
              </tr>
            `)}
          </tbody>
        </table>
      </div>
      ${more}
    `}
  `;
}

function Trouble({ of: { code, column, found, other, most } }) {
  const { rich, t } = useApp();
  return html`
    ${column && html`
      <b>${t(`import.column.${column}`)}</b>
      ${found && rich("import.found", { found: html`<bdi>${found}</bdi>` })}
      ${t("import.colon")}
    `}
    ${t(`import.why.${code}`, { other: String(other ?? ""), most: most ?? 0 })}
  `;
}
