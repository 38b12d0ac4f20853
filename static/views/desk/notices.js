/** Notices: a form to send one, and those that are shown now, to take back. */
import { noticesScope } from "../../client/notices.js";
import { editionState, scopeState } from "../../client/selectors.js";
import { Dialog } from "../../components/dialog.js";
import { Field } from "../../components/field.js";
import { Icon } from "../../components/icon.js";
import { Localized } from "../../components/text.js";
import { html, useApp, useState } from "../../html.js";
import { localized } from "../../words.js";

const ROLES = ["participant", "alumnus", "representative", "speaker", "operator", "moderator"];
const MINUTES = [15, 60, 240, 1440];
const EMPTY = { ja: "", en: "", to: "", minutes: "60" };

/** `everywhere`: whether I may tell more than one place. */
export function Notices({ edition, zone, everywhere }) {
  const { client, state, t, times } = useApp();
  const [withdrawing, setWithdrawing] = useState(null);
  const notices = Object.values(scopeState(state, noticesScope(edition))?.notices ?? {})
    .filter((one) => !one.until || new Date(one.until) > times.now())
    .sort((a, b) => b.id - a.id);
  const places = editionState(state, edition)?.places ?? {};
  const whom = ({ place, role }) =>
    place ? html`
      <${Localized} text=${places[place]?.name ?? { ja: "", en: "" }} />
    ` : (
      t(role ? `role.${role}` : "notices.everybody")
    );
  return html`
    <section class="card" aria-labelledby="notices">
      <h2 id="notices" tabindex="-1">
        ${t("notices.title")}
      </h2>
      <${Form} edition=${edition} places=${Object.values(places)} everywhere=${everywhere} />
      <ul class="rows">
        ${notices.map((notice) => html`
          <li key=${notice.id}>
            <time class="tiny faint fig" datetime=${notice.at}>
              ${times.clock(notice.at, zone)}
            </time>
            <div class="small">
              <p>
                <${Localized} text=${notice.text} />
              </p>
              <p class="tiny faint">
                ${whom(notice)}
                ${notice.until && html`
                  ${" · "}
                  ${t("hall.until", { time: times.moment(notice.until, zone) })}
                `}
              </p>
            </div>
            ${(everywhere || notice.place) && html`
              <button class="btn little" type="button" onClick=${() => setWithdrawing(notice)}>
                ${t("notices.withdraw")}
              </button>
            `}
          </li>
        `)}
      </ul>
      ${withdrawing && html`
        <${Dialog}
          title=${t("notices.withdraw.sure")}
          action=${t("notices.withdraw")}
          harm=${true}
          onDo=${async () => {
            await client.act("notice.withdraw", { notice: withdrawing.id });
            client.notify("notices.withdrawn");
          }}
          onClose=${() => setWithdrawing(null)}
        >
          <p class="small">
            <${Localized} text=${withdrawing.text} />
          </p>
        <//>
      `}
    </section>
  `;
}

function Form({ edition, places, everywhere }) {
  const { client, lang, t } = useApp();
  const [typed, setTyped] = useState(EMPTY);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const rooms = places
    .filter((place) => place.kind !== "hall")
    .sort((a, b) => a.kind.localeCompare(b.kind) || a.id - b.id);
  const to = typed.to || (everywhere ? "all" : `place:${rooms.find((one) => one.kind !== "booth")?.id}`);
  const type = (name) => (event) => setTyped({ ...typed, [name]: event.target.value });

  async function send(event) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    const [kind, which] = to.split(":");
    try {
      await client.act("notice.send", {
        edition,
        place: kind === "place" ? Number(which) : null,
        role: kind === "role" ? which : null,
        text: { ja: typed.ja, en: typed.en },
        minutes: typed.minutes ? Number(typed.minutes) : null,
      });
      setTyped({ ...EMPTY, to: typed.to, minutes: typed.minutes });
      client.notify("notices.sent");
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  }

  const text = (side, label) => html`
    <${Field} label=${label} error=${error && client.errorText(error)}>
      ${(tie) => html`
        <textarea
          ...${tie}
          rows="2"
          lang=${side}
          required
          value=${typed[side]}
          onInput=${type(side)}
        ></textarea>
      `}
    <//>
  `;
  return html`
    <form class="stack snug" onSubmit=${send}>
      ${text("ja", t("notices.ja"))} ${text("en", t("notices.en"))}
      <div class="line">
        <label class="select-field">
          <span>${t("notices.to")}</span>
          <select value=${to} onChange=${type("to")}>
            ${everywhere && html`
              <option value="all">${t("notices.everybody")}</option>
              ${ROLES.map((role) => html`
                <option key=${role} value=${`role:${role}`}>
                  ${t(`role.${role}`)}
                </option>
              `)}
            `}
            ${rooms.map((place) => html`
              <option key=${place.id} value=${`place:${place.id}`}>
                ${localized(place.name, lang).text}
              </option>
            `)}
          </select>
        </label>
        <label class="select-field">
          <span>${t("notices.lasts")}</span>
          <select value=${typed.minutes} onChange=${type("minutes")}>
            ${MINUTES.map((minutes) => html`
              <option key=${minutes} value=${String(minutes)}>
                ${minutes < 60
                  ? t("minutes", { count: minutes })
                  : t("notices.hours", { count: minutes / 60 })}
              </option>
            `)}
            <option value="">${t("notices.until-withdrawn")}</option>
          </select>
        </label>
        <button class="btn primary end" type="submit" aria-disabled=${busy}>
          <${Icon} name="megaphone" />
          ${t("notices.send")}
        </button>
      </div>
    </form>
  `;
}
