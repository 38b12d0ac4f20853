/** The dialog that mutes a person for some minutes, in a place or in the whole edition. */
import { ownState } from "../../client/selectors.js";
import { html, useApp } from "../../html.js";
import { Choice } from "../choice.js";
import { Dialog } from "../dialog.js";

const MINUTES = [5, 15, 30, 60];
const USUAL = 15;

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
      <${Choice}
        name="minutes"
        legend=${t("mute.how-long")}
        options=${MINUTES.map((minutes) => [minutes, t("minutes", { count: minutes })])}
        first=${USUAL}
      />
      ${widely && hall && html`
        <${Choice}
          name="where"
          legend=${t("mute.where")}
          options=${["here", "everywhere"].map((where) => [where, t(`mute.${where}`)])}
          first="here"
        />
      `}
    <//>
  `;
}
