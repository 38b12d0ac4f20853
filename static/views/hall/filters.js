/** The controls that choose which booths the hall shows. */
import { Icon } from "../../components/icon.js";
import { CHIPS } from "../../hall-filters.js";
import { html, useWords } from "../../html.js";
import { LEVELS } from "../../languages.js";
import { localized } from "../../words.js";

export function Filters({ booths, openings, filters, onChange }) {
  const { lang, t } = useWords();
  const put = (name, value) => onChange({ ...filters, [name]: value });
  const industries = new Map(
    booths.map((booth) => [booth.industry.en, localized(booth.industry, lang).text]),
  );
  const spoken = [...new Set(booths.flatMap((booth) => booth.languages))].map((code) => [
    code,
    t(`language.${code}`),
  ]);
  const chips = openings.length ? CHIPS : CHIPS.filter((chip) => !["online", "onsite"].includes(chip));
  const one = (name, options) =>
    options.length > 1 && html`
      <label class="select-field">
        <span>${t(`filter.by.${name}`)}</span>
        <select value=${filters[name]} onChange=${(event) => put(name, event.target.value)}>
          <option value="">${t("programme.any")}</option>
          ${options.map(([value, text]) => html`
            <option key=${value} value=${value}>
              ${text}
            </option>
          `)}
        </select>
      </label>
    `;
  return html`
    <div class="line filters">
      <label class="search">
        <span class="vh">${t("filter.words")}</span>
        <${Icon} name="search" />
        <input
          type="search"
          placeholder=${t("filter.words")}
          value=${filters.words}
          onInput=${(event) => put("words", event.target.value)}
        />
      </label>
      <div class="chips" role="group" aria-label=${t("filter.group")}>
        ${chips.map((chip) => html`
          <button
            key=${chip}
            class="chip"
            type="button"
            aria-pressed=${filters[chip]}
            onClick=${() => put(chip, !filters[chip])}
          >
            ${filters[chip] && html`<${Icon} name="check" />`}
            ${t(`filter.${chip}`)}
          </button>
        `)}
      </div>
      ${one("industry", [...industries])}
      ${one(
        "level",
        LEVELS.map((level) => [level, level]),
      )}
      ${one("language", spoken)}
      ${one(
        "employment",
        ["job", "membership"].map((kind) => [kind, t(`employment.${kind}`)]),
      )}
    </div>
  `;
}
