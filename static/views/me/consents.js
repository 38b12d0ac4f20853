/** Which companies see what of me, and taking it back. */
import { ownState } from "../../client/selectors.js";
import { Icon } from "../../components/icon.js";
import { Localized } from "../../components/text.js";
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { FIELDS } from "../../shown-fields.js";
import { localized } from "../../words.js";

export function Consents() {
  const ref = useRef();
  const { client, lang, state, t } = useApp();
  const consents = Object.values(ownState(state)?.consents ?? {}).sort((a, b) => b.at.localeCompare(a.at));
  const [had, setHad] = useState(false); // the heading stays for who has just taken the last one back
  useEffect(() => {
    if (consents.length) setHad(true);
  }, [consents.length]);
  if (!consents.length && !had) return null;
  const withdraw = (one, fields) =>
    client.act("consent.withdraw", { place: one.place, fields }).then(
      () => {
        client.notify("consents.withdrawn", { place: localized(one.place_name, lang).text });
        ref.current?.focus(); // the button that was pressed is gone
      },
      (refused) => client.notifyError(refused),
    );
  return html`
    <section class="card" aria-labelledby="consents">
      <h2 id="consents" tabindex="-1" ref=${ref}>
        ${t("consents.title")}
      </h2>
      <p class="small soft">${t("consents.what")}</p>
      ${consents.length === 0 && html`<p class="small">${t("consents.none")}</p>`}
      <ul class="stack">
        ${consents.map((one) => html`
          <li key=${one.place} class="stack tight">
            <a href=${`/booths/${one.place}`}>
              <${Localized} text=${one.place_name} />
            </a>
            <div class="chips">
              ${FIELDS.filter((field) => one.fields.includes(field)).map((field) => html`
                <button key=${field} class="chip" type="button" onClick=${() => withdraw(one, [field])}>
                  ${t(`shown.${field}`)}
                  <${Icon} name="x" />
                  <span class="vh">
                    ${t("consents.withdraw")}: <${Localized} text=${one.place_name} />
                  </span>
                </button>
              `)}
            </div>
            <p>
              <button class="btn little" type="button" onClick=${() => withdraw(one, one.fields)}>
                ${t("consents.withdraw.all")}
                <span class="vh">
                  : <${Localized} text=${one.place_name} />
                </span>
              </button>
            </p>
          </li>
        `)}
      </ul>
    </section>
  `;
}
