/** The field of an edition's requirements: each is one rule about an applicant's background, and its text. */
import { Chips } from "../../components/chips.js";
import { Field } from "../../components/field.js";
import { Icon } from "../../components/icon.js";
import { html, useApp } from "../../html.js";
import { LEVELS } from "../../languages.js";

const KINDS = ["status", "position", "contract_year", "japanese", "leaving"];
const STATUSES = ["current", "leaver", "alumnus"];
const POSITIONS = ["ALT", "CIR", "SEA"];
const NEEDS = {
  status: { among: ["leaver"] },
  position: { among: ["ALT"] },
  contract_year: { least: 1 },
  japanese: { least: "N2", bjt: null, certificate: false },
  leaving: { after: null, by: null },
};

export function Requirements({ draft }) {
  const { t } = useApp();
  const all = draft.values.requirements;
  const put = (requirements) => draft.put({ requirements });
  const change = (at) => (patch) =>
    put(all.map((one, other) => (other === at ? { ...one, ...patch } : one)));
  const add = () =>
    put([
      ...all,
      { key: keyBeside(all), text: { ja: "", en: "" }, needs: { kind: "status", ...NEEDS.status }, of: [] },
    ]);
  return html`
    <fieldset class="stack snug">
      <legend class="legend">${t("edit.requirements")}</legend>
      <p class="small soft">${t("edit.requirements.what")}</p>
      ${all.map((one, at) => html`
        <${Requirement}
          key=${one.key}
          one=${one}
          at=${at}
          draft=${draft}
          onChange=${change(at)}
          onRemove=${() => put(all.filter((_, other) => other !== at))}
        />
      `)}
      <div class="line">
        <button class="btn little" type="button" onClick=${add}>
          ${t("edit.requirement.add")}
        </button>
      </div>
    </fieldset>
  `;
}

/** A new requirement's key. Registrations name what they miss by it, so it is never changed nor used again. */
function keyBeside(all) {
  let at = all.length + 1;
  while (all.some((one) => one.key === `requirement-${at}`)) at += 1;
  return `requirement-${at}`;
}

function Requirement({ one, at, draft, onChange, onRemove }) {
  const { t } = useApp();
  const { needs } = one;
  const need = (patch) => onChange({ needs: { ...needs, ...patch } });
  const wrong = draft.why(`requirements.${at}.needs`);
  const text = (side) => html`
    <${Field}
      key=${side}
      label=${t("edit.in", { label: t("edit.requirement.text"), language: t(`language.${side}`) })}
      error=${draft.why(`requirements.${at}.${side}`)}
    >
      ${(tie) => html`
        <input
          ...${tie}
          lang=${side}
          maxlength="300"
          autocomplete="off"
          value=${one.text[side]}
          onInput=${(event) => onChange({ text: { ...one.text, [side]: event.target.value } })}
        />
      `}
    <//>
  `;
  const chips = (label, among, word, name, holder, write) => html`
    <${Chips}
      label=${label}
      options=${among.map((value) => [value, t(`${word}.${value}`)])}
      value=${holder[name]}
      onChange=${(value) => write({ [name]: value })}
    />
  `;
  return html`
    <div
      class="stack snug requirement"
      role="group"
      aria-label=${t("edit.requirement.n", { number: at + 1 })}
    >
      <div class="pair">
        ${text("ja")}
        ${text("en")}
      </div>
      <div class="grid fields">
        <${Field} label=${t("edit.need")}>
          ${(tie) => html`
            <select
              ...${tie}
              value=${needs.kind}
              onChange=${(event) =>
                onChange({ needs: { kind: event.target.value, ...NEEDS[event.target.value] } })
              }
            >
              ${KINDS.map((kind) => html`
                <option key=${kind} value=${kind}>
                  ${t(`edit.need.${kind}`)}
                </option>
              `)}
            </select>
          `}
        <//>
        ${needs.kind === "contract_year" && html`
          <${Field} label=${t("edit.need.least-year")}>
            ${(tie) => html`
              <select
                ...${tie}
                value=${needs.least}
                onChange=${(event) => need({ least: Number(event.target.value) })}
              >
                ${[1, 2, 3, 4, 5].map((year) => html`
                  <option key=${year} value=${year}>
                    ${t("background.year.n", { year })}
                  </option>
                `)}
              </select>
            `}
          <//>
        `}
        ${needs.kind === "japanese" && html`
          <${Field} label=${t("edit.need.least-level")}>
            ${(tie) => html`
              <select
                ...${tie}
                value=${needs.least}
                onChange=${(event) => need({ least: event.target.value })}
              >
                ${LEVELS.map((level) => html`
                  <option key=${level} value=${level}>
                    ${level}
                  </option>
                `)}
              </select>
            `}
          <//>
          <${Field} label=${t("edit.need.bjt")} hint=${t("edit.need.bjt.hint")}>
            ${(tie) => html`
              <input
                ...${tie}
                type="number"
                min="0"
                max="800"
                value=${needs.bjt ?? ""}
                onInput=${(event) =>
                  need({
                    bjt:
                      event.target.value === ""
                        ? null
                        : Math.min(800, Math.max(0, Math.trunc(event.target.value))),
                  })
                }
              />
            `}
          <//>
        `}
        ${needs.kind === "leaving" &&
          ["after", "by"].map((name) => html`
            <${Field} key=${name} label=${t(name === "after" ? "edit.need.after" : "edit.need.by")}>
              ${(tie) => html`
                <input
                  ...${tie}
                  type="date"
                  value=${needs[name] ?? ""}
                  onInput=${(event) => need({ [name]: event.target.value || null })}
                />
              `}
            <//>
          `)}
      </div>
      ${needs.kind === "japanese" && html`
        <label class="pick">
          <input
            type="checkbox"
            checked=${needs.certificate}
            onChange=${(event) => need({ certificate: event.target.checked })}
          />
          <span>${t("edit.need.certificate")}</span>
        </label>
      `}
      ${needs.kind === "status" && chips(t("edit.need.among"), STATUSES, "status", "among", needs, need)}
      ${needs.kind === "position" &&
        chips(t("edit.need.among"), POSITIONS, "position", "among", needs, need)}
      ${chips(t("edit.need.of"), STATUSES, "status", "of", one, onChange)}
      ${wrong && html`
        <p class="note warn">
          <${Icon} name="warn" />
          <span>${wrong}</span>
        </p>
      `}
      <div class="line">
        <button class="btn little" type="button" onClick=${onRemove}>
          <${Icon} name="bin" />
          ${t("edit.requirement.remove")}
          <span class="vh">: ${at + 1}</span>
        </button>
      </div>
    </div>
  `;
}
