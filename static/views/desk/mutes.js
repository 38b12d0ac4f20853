/** Who is muted where and until when, with a button to end it. */
import { useNow } from "../../components/clock.js";
import { Localized, UserText } from "../../components/text.js";
import { html, useApp, useRef } from "../../html.js";

export function Mutes({ mutes, zone }) {
  const { client, state, t, times } = useApp();
  const now = useNow(15_000);
  const heading = useRef();
  const lasting = mutes
    .filter((mute) => new Date(mute.until) > now)
    .sort((a, b) => a.until.localeCompare(b.until));
  const lift = (mute) =>
    client.act("chat.unmute", { place: mute.place, person: mute.person.id }).then(
      () => {
        client.notify("mutes.lifted", { name: mute.person.name });
        heading.current?.focus();
      },
      (error) => client.notifyError(error),
    );
  return html`
    <section class="card flush" aria-labelledby="mutes">
      <header class="line">
        <h2 id="mutes" tabindex="-1" ref=${heading}>
          ${t("mutes.title")}
        </h2>
        <span class="fig">${lasting.length}</span>
      </header>
      ${!lasting.length && html`<p class="small soft inset">${t("mutes.none")}</p>`}
      <ul class="rows">
        ${lasting.map((mute) => html`
          <li key=${`${mute.place}:${mute.person.id}`}>
            <b class="fig">${times.clock(mute.until, zone)}</b>
            <div>
              <b>
                <${UserText}>${mute.person.name}<//>
              </b>
              <p class="tiny faint">
                ${mute.place === state.start.hall ? (
                  t("mute.everywhere")
                ) : html`
                  <${Localized} text=${mute.place_name} />
                `}${" "}
                · ${t("mutes.until", { time: times.clock(mute.until, zone) })}
              </p>
            </div>
            <button class="btn little" type="button" onClick=${() => lift(mute)}>
              ${t("mutes.lift")}
              <span class="vh">: ${mute.person.name}</span>
            </button>
          </li>
        `)}
      </ul>
    </section>
  `;
}
