/** A search in the register of companies, to fill the form of an exhibitor. */
import { Field } from "../../components/field.js";
import { Localized } from "../../components/text.js";
import { html, useApp, useState } from "../../html.js";
import { localized } from "../../words.js";
import { useSearch } from "../../components/use-search.js";

export function CompanySearch({ edition, onChoose }) {
  const { client, lang, t } = useApp();
  const [text, setText] = useState("");
  const found = useSearch("companies.find", edition, text)?.companies;
  const choose = (company) => {
    onChoose(company);
    setText("");
    client.announce("edit.register.taken", { name: localized(company.name, lang).text });
  };
  const pressed = (event) => event.key === "Enter" && event.preventDefault();
  return html`
    <div class="stack tight picker">
      <${Field} label=${t("edit.register")} hint=${t("edit.register.hint")}>
        ${(tie) => html`
          <input
            ...${tie}
            type="search"
            name="register"
            autocomplete="off"
            value=${text}
            onInput=${(event) => setText(event.target.value)}
            onKeyDown=${pressed}
          />
        `}
      <//>
      ${found &&
        (found.length ? html`
          <ul class="rows search-results">
            ${found.map((one) => html`
              <li key=${one.id}>
                <span></span>
                <div>
                  <b>
                    <${Localized} text=${one.name} />
                  </b>
                  <p class="tiny faint">
                    ${one.number ?? "–"} · <${Localized} text=${one.industry} />
                  </p>
                </div>
                <button class="btn little" type="button" onClick=${() => choose(one)}>
                  ${t("edit.register.take")}
                  <span class="vh">: ${localized(one.name, lang).text}</span>
                </button>
              </li>
            `)}
          </ul>
        ` : html`
          <p class="small soft">${t("edit.register.none")}</p>
        `)}
    </div>
  `;
}
