/** The dialog that mutes a person for some minutes, in a place or in the whole edition. */
import { ownState } from "../../client/selectors.js";
import { html, useApp } from "../../html.js";
import { Dialog } from "../dialog.js";

const MINUTES = [5, 15, 30, 60];

export function MuteDialog({ place, person, onClose }) {
  const { client, state, t } = useApp();
  const { hall } = state.start;
  // Who moderates one session only cannot mute in the whole edition.
  const widely = Object.values(ownState(state)?.grants ?? {}).some(
    ({ role, scope }) => (role === "moderator" || role === "organiser") && scope !== "session",
  );
  const mute = async (form) => {
    const where = form.get("where") === "everywhere" ? hall : place;
    await client.act("chat.mute", {
      place: where,
      person: person.id,
      minutes: Number(form.get("minutes")),
    });
    client.notify("mute.done", { name: person.name });
  };
  return html`
    <${Dialog}
      title=${t("mute.title", { name: person.name })}
      action=${t("mute.do")}
      harm=${true}
      onDo=${mute}
      onClose=${onClose}
    >
      <p class="small soft">${t("mute.what")}</p>
      <fieldset>
        <legend class="legend">${t("mute.how-long")}</legend>
        <div class="choice">
          ${MINUTES.map((minutes, at) => html`
            <label key=${minutes}>
              <input type="radio" name="minutes" value=${minutes} checked=${at === 1} />
              ${t("minutes", { count: minutes })}
            </label>
          `)}
        </div>
      </fieldset>
      ${widely && hall && html`
        <fieldset>
          <legend class="legend">${t("mute.where")}</legend>
          <div class="choice">
            ${["here", "everywhere"].map((where, at) => html`
              <label key=${where}>
                <input type="radio" name="where" value=${where} checked=${at === 0} />
                ${t(`mute.${where}`)}
              </label>
            `)}
          </div>
        </fieldset>
      `}
    <//>
  `;
}
