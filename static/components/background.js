/** The form of a person's time on the JET Programme. It is kept once, for all editions. */
import { html, useApp, useState } from "../html.js";
import { LEVELS } from "../languages.js";
import { tabStorage } from "../storage.js";
import { Languages } from "./chips.js";
import { Field } from "./field.js";
import { Icon } from "./icon.js";

const DRAFT = "draft.background"; // what was typed and is not saved; it survives leaving the page and a reload

const EMPTY = {
  status: "current",
  position: "ALT",
  contract_year: 1,
  leaves_on: "",
  japanese_test: "",
  japanese_level: "",
  has_certificate: false,
  languages: [],
  wishes: "",
  access_needs: "",
};

/** `own`: my own collections; `bare`: inside another card. */
export function Background({ own, bare = false }) {
  const { client, state, t } = useApp();
  const [typed, setTyped] = useState(() => tabStorage.get(DRAFT) ?? {});
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const told = Object.values(own?.background ?? {})[0];
  const mine = { ...EMPTY, ...told, ...typed };
  const keep = (now) => {
    setTyped(now);
    tabStorage.put(DRAFT, Object.keys(now).length ? now : null);
  };
  const put = (patch) => keep({ ...typed, ...patch });
  const type = (name) => (event) => put({ [name]: event.target.value });

  async function save(event) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await client.act("background.edit", {
        ...mine,
        contract_year: Number(mine.contract_year),
        leaves_on: mine.leaves_on || null,
        japanese_test: mine.japanese_test || null,
        japanese_level: (mine.japanese_test && mine.japanese_level) || null,
      });
      keep({});
      client.notify("background.saved");
    } catch (refused) {
      setError(refused);
      client.announceError(refused);
    }
    setBusy(false);
  }

  const options = (values, word) =>
    values.map((value) => html`
      <option key=${value} value=${value}>
        ${word(value)}
      </option>
    `);
  return html`
    <form
      class=${bare ? "stack snug inner" : "card"}
      onSubmit=${save}
      aria-labelledby="background"
      novalidate
    >
      <h2 id="background">${t("background.title")}</h2>
      ${!told && html`<p class="small soft">${t("background.why")}</p>`}
      <div class="grid fields">
        <${Field} label=${t("background.status")}>
          ${(tie) => html`
            <select ...${tie} value=${mine.status} onChange=${type("status")}>
              ${options(["current", "leaver", "alumnus"], (value) => t(`status.${value}`))}
            </select>
          `}
        <//>
        <${Field} label=${t("background.position")}>
          ${(tie) => html`
            <select ...${tie} value=${mine.position} onChange=${type("position")}>
              ${options(["ALT", "CIR", "SEA"], (value) => t(`position.${value}`))}
            </select>
          `}
        <//>
        <${Field} label=${t("background.year")}>
          ${(tie) => html`
            <select ...${tie} value=${mine.contract_year} onChange=${type("contract_year")}>
              ${[1, 2, 3, 4, 5].map((year) => html`
                <option key=${year} value=${year}>
                  ${t("background.year.n", { year })}
                </option>
              `)}
            </select>
          `}
        <//>
        <${Field} label=${t("background.leaves")}>
          ${(tie) => html`<input ...${tie} type="date" value=${mine.leaves_on ?? ""} onInput=${type("leaves_on")} />`}
        <//>
        <${Field} label=${t("background.test")}>
          ${(tie) => html`
            <select
              ...${tie}
              value=${mine.japanese_test ?? ""}
              onChange=${(event) =>
                put({
                  japanese_test: event.target.value,
                  japanese_level: event.target.value === "JLPT" ? "N3" : "",
                })
              }
            >
              <option value="">${t("background.test.none")}</option>
              <option value="JLPT">JLPT</option>
              <option value="BJT">BJT</option>
            </select>
          `}
        <//>
        ${mine.japanese_test === "JLPT" && html`
          <${Field} label=${t("background.level")}>
            ${(tie) => html`
              <select ...${tie} value=${mine.japanese_level ?? "N3"} onChange=${type("japanese_level")}>
                ${LEVELS.map((level) => html`
                  <option key=${level} value=${level}>
                    ${level}
                  </option>
                `)}
              </select>
            `}
          <//>
        `}
        ${mine.japanese_test === "BJT" && html`
          <${Field}
            label=${t("background.points")}
            error=${error?.code === "level.wrong" && client.errorText(error)}
          >
            ${(tie) => html`
              <input
                ...${tie}
                inputmode="numeric"
                maxlength="3"
                value=${mine.japanese_level ?? ""}
                onInput=${type("japanese_level")}
              />
            `}
          <//>
        `}
      </div>
      ${mine.japanese_test && html`
        <label class="pick">
          <input
            type="checkbox"
            checked=${mine.has_certificate}
            onChange=${(event) => put({ has_certificate: event.target.checked })}
          />
          <span>${t("background.certificate")}</span>
        </label>
      `}
      <${Languages}
        label=${t("background.languages")}
        value=${mine.languages}
        onChange=${(languages) => put({ languages })}
      />
      <${Field} label=${t("background.wishes")}>
        ${(tie) => html`
          <textarea
            ...${tie}
            rows="2"
            maxlength="1000"
            value=${mine.wishes}
            onInput=${type("wishes")}
          ></textarea>
        `}
      <//>
      <${Field} label=${t("background.access")} hint=${t("background.access.hint")}>
        ${(tie) => html`
          <textarea
            ...${tie}
            rows="2"
            maxlength="1000"
            value=${mine.access_needs}
            onInput=${type("access_needs")}
          ></textarea>
        `}
      <//>
      ${error && error.code !== "level.wrong" && html`
        <p class="note warn">
          <${Icon} name="warn" />
          <span>${client.errorText(error)}</span>
        </p>
      `}
      <div class="line">
        <button class="btn primary" type="submit" aria-disabled=${busy || state.link === "outdated"}>
          ${t(busy ? "saving" : "save")}
        </button>
        ${Object.keys(typed).length > 0 && html`<span class="small soft">${t("background.unsaved")}</span>`}
      </div>
    </form>
  `;
}
