/** What this company sees of me: chosen by me, field by field, and in force at once. */
import { ownState } from "../../client/selectors.js";
import { Icon } from "../../components/icon.js";
import { Localized, UserText } from "../../components/text.js";
import { html, useApp, useState } from "../../html.js";
import { fieldsOf, shownOf, wordsOf } from "../../shown-fields.js";

export function Shows({ place }) {
  const { client, lang, state, t, times } = useApp();
  const own = ownState(state);
  const [background] = Object.values(own?.background ?? {});
  const told = shownOf(background, Object.values(own?.cv ?? {})[0]);
  const fields = fieldsOf(told);
  const given = own?.consents?.[place]?.fields ?? [];
  const [wanted, setWanted] = useState({}); // by field, until it is answered
  const last = latestOther(own?.consents, place, fields);
  const isShown = (field) => wanted[field]?.on ?? given.includes(field);
  const any = fields.some(isShown);

  async function show(changed, on) {
    const asked = { on }; // a later press of the same field is another one, and this answer says nothing of it
    setWanted((now) => ({ ...now, ...Object.fromEntries(changed.map((field) => [field, asked])) }));
    await client
      .act(on ? "consent.give" : "consent.withdraw", { place, fields: changed })
      .catch((refused) => client.notifyError(refused));
    setWanted((now) => Object.fromEntries(Object.entries(now).filter(([, one]) => one !== asked)));
  }

  return html`
    <fieldset class="stack tight" data-shows>
      <legend class="legend">${t("line.sees")}</legend>
      <p class="with-i small">
        <${Icon} name="check" />
        <span>
          ${t("line.sees.name")} <span class="faint">${t("line.sees.always")}</span>
        </span>
      </p>
      ${fields.map((field) => html`
        <label class="pick" key=${field}>
          <input
            type="checkbox"
            checked=${isShown(field)}
            onChange=${(event) => show([field], event.target.checked)}
          />
          <span>
            ${t(`shown.${field}`)}
            ${field !== "email" && html`
              : <${UserText}>${wordsOf(field, told[field], { lang, t, times })}<//>
            `}
            ${wanted[field] && html`<span class="faint"> ${t("saving")}</span>`}
          </span>
        </label>
      `)}
      ${!any && last && html`
        <button class="btn little" type="button" onClick=${() => show(last.fields, true)}>
          ${t("shown.as-last")}
          <${Localized} text=${last.place_name} />
        </button>
      `}
      <p class="hint">${t(background ? "shown.when" : "shown.tell")}</p>
      <p class="line small">
        <a href="/#background">${t("shown.background")}</a>
        ${!told.cv && html`<a href="/me#cv">${t("shown.cv.add")}</a>`}
      </p>
    </fieldset>
  `;
}

/** What I showed the company to which I showed something last, of the fields that I have; undefined: to none. */
function latestOther(consents, place, fields) {
  return Object.values(consents ?? {})
    .filter((one) => one.place !== place)
    .sort((a, b) => b.at.localeCompare(a.at))
    .map((one) => ({ ...one, fields: one.fields.filter((field) => fields.includes(field)) }))
    .find((one) => one.fields.length > 0);
}
