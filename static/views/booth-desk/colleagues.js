/** The other representatives of the booth: who is available, on a break or away, and who talks with whom. */
import { Initials } from "../../components/person.js";
import { UserText } from "../../components/text.js";
import { html, useApp } from "../../html.js";

const TONES = { available: "open", break: "warn", away: "line" };

/** `shifts`: theirs, as they said last; `talks`: theirs that go on. */
export function Colleagues({ talks, shifts }) {
  const { t } = useApp();
  if (!talks.length && !shifts.length) return null;
  const hosts = talks.flatMap((talk) =>
    talk.people
      .filter((person) => person.role === "rep" && person.where !== "left")
      .map((host) => ({ talk, host })),
  );
  const silent = hosts.filter(({ host }) => !shifts.some(({ person }) => person.id === host.id));
  const all = [...shifts, ...silent.map(({ host }) => ({ person: host, state: null, until: null }))];
  return html`
    <section class="card" aria-labelledby="colleagues">
      <h2 id="colleagues">${t("booth-desk.colleagues")}</h2>
      <ul class="rows">
        ${all.map(({ person, state, until }) => html`
          <${Colleague}
            key=${person.id}
            person=${person}
            state=${state}
            until=${until}
            talk=${hosts.find(({ host }) => host.id === person.id)?.talk}
          />
        `)}
      </ul>
    </section>
  `;
}

function Colleague({ person, state, until, talk }) {
  const { state: page, t, times } = useApp();
  const visitor = talk?.people.find((one) => one.role !== "rep");
  return html`
    <li>
      <span class="person">
        <${Initials} person=${person} />
      </span>
      <div class="small">
        <b>
          <${UserText}>${person.name}<//>
        </b>
        ${visitor && html`<p class="tiny soft">${t("booth-desk.with", { name: visitor.name })}</p>`}
        ${until && html`<p class="tiny soft">${t("shift.until", { at: times.clock(until, page.start.zone) })}</p>`}
      </div>
      ${state && html`<span class=${`badge ${TONES[state]}`}>${t(`shift.state.${state}`)}</span>`}
    </li>
  `;
}
