/** The dialogs with the lists behind figures: people (asking for them is audited), companies, presentations. */
import { post } from "../../client/api.js";
import { useModal } from "../../components/dialog.js";
import { Skeleton } from "../../components/empty-state.js";
import { Icon } from "../../components/icon.js";
import { Localized, UserText } from "../../components/text.js";
import { html, useApp, useEffect, useId, useState } from "../../html.js";

/** A dialog to read and close. */
function Reading({ title, what, children, onClose }) {
  const { t } = useApp();
  const ref = useModal();
  const id = useId();
  return html`
    <dialog class="wide" ref=${ref} aria-labelledby=${id} onClose=${onClose}>
      <div class="stack snug">
        <h2 id=${id}>${title}</h2>
        <p class="small soft">${what}</p>
        ${children}
        <div class="line">
          <button class="btn" type="button" onClick=${() => ref.current.close()}>
            ${t("close")}
          </button>
        </div>
      </div>
    </dialog>
  `;
}

const Rows = ({ label, head, children }) => html`
  <div class="scroll tall" tabindex="0" role="group" aria-label=${label}>
    <table class="table">
      <thead>
        <tr>
          ${head.map(([text, num]) => html`
            <th scope="col" key=${text} class=${num ? "num" : null}>
              ${text}
            </th>
          `)}
        </tr>
      </thead>
      <tbody>${children}</tbody>
    </table>
  </div>
`;

/** `ask`: the request to /api/figures/list. */
export function PeopleList({ title, what, ask, zone, onClose }) {
  const { client, t, times } = useApp();
  const [found, setFound] = useState(
    /** @type {{list: any, failed: any}} */ ({ list: null, failed: null }),
  );
  useEffect(() => {
    post("/api/figures/list", ask).then(
      (list) => setFound({ list, failed: null }),
      (failed) => setFound({ list: null, failed }),
    );
  }, []);
  const { list, failed } = found;
  const live = ask.figure === "live";
  const head = live
    ? [[t("figures.list.name")]]
    : [
        [t("figures.list.name")],
        [t("figures.list.units"), true],
        [t("figures.list.time"), true],
        [t("figures.list.first"), true],
        [t("figures.list.last"), true],
      ];
  return html`
    <${Reading} title=${title} what=${what} onClose=${onClose}>
      ${failed && html`
        <p class="note harm">
          <${Icon} name="warn" />
          <span>${client.errorText(failed)}</span>
        </p>
      `}
      ${!list && !failed && html`
        <span class="vh">${t("loading")}</span>
        <${Skeleton} />
      `}
      ${list && html`
        <p class="small" role="status">
          ${t("figures.list.number", { count: list.number })}${" "}
          <span class="faint">
            ${t("figures.list.people", { count: list.rows.length, time: times.seconds(list.at, zone) })}
          </span>
        </p>
        ${list.rows.length > 0 && html`
          <${Rows} label=${title} head=${head}>
            ${list.rows.map((row) => html`
              <tr key=${row.person.id}>
                <th scope="row">
                  <${UserText}>${row.person.name}<//>
                  ${row.person.furigana && html`
                    ${" "}
                    <span class="faint tiny">
                      <${UserText}>${row.person.furigana}<//>
                    </span>
                  `}
                </th>
                ${!live && html`
                  <td class="num fig">${row.units.length}</td>
                  <td class="num">${t("minutes", { count: Math.round(row.seconds / 60) })}</td>
                  <td class="num">${times.moment(row.first, zone)}</td>
                  <td class="num">${times.moment(row.last, zone)}</td>
                `}
              </tr>
            `)}
          <//>
        `}
        <p class="tiny faint">${t("figures.list.kept")}</p>
      `}
    <//>
  `;
}

export function CompanyList({ title, what, companies, onClose }) {
  const { t, times } = useApp();
  return html`
    <${Reading} title=${title} what=${what} onClose=${onClose}>
      <${Rows}
        label=${title}
        head=${[
          [t("figures.list.company")],
          [t("figures.list.appearances")],
          [t("figures.list.number-of"), true],
        ]}
      >
        ${companies.map((one) => html`
          <tr key=${one.company}>
            <th scope="row">
              <${Localized} text=${one.name} />
              ${one.first_time && html`
                ${" "}
                <span class="badge ai">${t("filter.first")}</span>
              `}
            </th>
            <td>
              ${one.appearances.map((there, at) => html`
                <span class="nb" key=${at}>
                  ${at > 0 && html`<br />`}
                  ${times.day(there.opens_at, there.zone)} <${Localized} text=${there.venue} />
                </span>
              `)}
            </td>
            <td class="num fig">${one.appearances.length}</td>
          </tr>
        `)}
      <//>
    <//>
  `;
}

export function PresentationList({ title, what, presentations, onClose }) {
  const { t, times } = useApp();
  return html`
    <${Reading} title=${title} what=${what} onClose=${onClose}>
      <${Rows}
        label=${title}
        head=${[[t("figures.list.when")], [t("figures.list.company")], [t("figures.list.state")]]}
      >
        ${presentations.map((one) => html`
          <tr key=${one.id}>
            <td class="nb">${times.moment(one.starts_at, one.zone)}</td>
            <th scope="row">
              <${Localized} text=${one.name} />
            </th>
            <td class="nb">
              ${t(`figures.state.${one.state}`, { count: Math.floor(one.seconds_on_air / 60) })}
            </td>
          </tr>
        `)}
      <//>
    <//>
  `;
}
