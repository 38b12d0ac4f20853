/** The demo's page: sign in as a persona, set the fair's clock, open the mailbox. */
import { get, post } from "../../client/api.js";
import { editionState } from "../../client/selectors.js";
import { FairClock } from "../../components/clock.js";
import { Skeleton } from "../../components/empty-state.js";
import { Field } from "../../components/field.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { Initials } from "../../components/person.js";
import { Localized, UserText } from "../../components/text.js";
import { html, useApp, useEffect, useState } from "../../html.js";

const JAPAN = "Asia/Tokyo";

export function Demo() {
  const { client, state, t } = useApp();
  const [personas, setPersonas] = useState(null);
  const [error, setError] = useState(null);
  useEffect(() => {
    get("/api/demo/personas").then((answer) => setPersonas(answer.personas), setError);
  }, []);
  return html`
    <${Page} title=${t("nav.demo")}>
      <header class="head">
        <${Heading}>${t("demo.title")}<//>
        <p class="soft">${t("demo.what")}</p>
      </header>
      <div class="grid side">
        <section class="stack snug" aria-labelledby="personas">
          <h2 id="personas">${t("demo.personas")}</h2>
          ${error && html`
            <p class="note warn">
              <${Icon} name="warn" />
              <span>${client.errorText(error)}</span>
            </p>
          `}
          ${!personas && !error && html`
            <div class="card">
              <span class="vh">${t("loading")}</span>
              <${Skeleton} />
            </div>
          `}
          <ul class="grid cols-3">
            ${personas?.map((persona) => html`
              <${Persona} key=${persona.link} persona=${persona} now=${state.start.person} />
            `)}
          </ul>
        </section>
        <aside class="stack" aria-label=${t("demo.aside")}>
          <${Clock} />
          <section class="card" aria-labelledby="mail">
            <h2 id="mail">${t("mailbox.title")}</h2>
            <p class="small soft">${t("mailbox.what")}</p>
            <a class="btn" href="/demo/mailbox">
              <${Icon} name="mail" />
              ${t("mailbox.open")}
            </a>
          </section>
        </aside>
      </div>
    <//>
  `;
}

function Persona({ persona, now }) {
  const { t } = useApp();
  const me = now?.name === persona.name;
  return html`
    <li class="card fill persona">
      <span class="person">
        <${Initials} person=${{ id: persona.name, name: persona.name }} />
        <span>
          <b>
            <${UserText}>${persona.name}<//>
          </b>
          <small>${t(`role.${persona.role}`)}</small>
        </span>
      </span>
      <p class="small soft">
        <${Localized} text=${persona.about} />
      </p>
      ${me ? html`
        <a class="btn wide" href="/hall">
          ${t("demo.you")}
        </a>
      ` : html`
        <a class="btn primary wide" href=${persona.link}>
          ${t("demo.come-in")}
          <span class="vh">: ${persona.name}</span>
        </a>
      `}
    </li>
  `;
}

function Clock() {
  const { client, state, t, times } = useApp();
  const zone = editionState(state, state.start.edition)?.edition?.[state.start.edition]?.zone ?? JAPAN;
  const [typed, setTyped] = useState(null);
  const [error, setError] = useState(null);
  async function set(event) {
    event.preventDefault();
    try {
      const { offset_ms } = await post("/api/demo/clock", {
        at: times.instant(typed ?? times.local(times.now(), zone), zone),
      });
      client.store.set({ start: { ...client.store.state.start, offset_ms } });
      setTyped(null);
      setError(null);
      client.notify("demo.clock.done");
    } catch (refused) {
      setError(refused);
      client.announceError(refused);
    }
  }
  return html`
    <form class="card" aria-labelledby="clock" onSubmit=${set}>
      <h2 id="clock">${t("demo.clock")}</h2>
      <p>
        <${FairClock} zone=${zone} />
      </p>
      <${Field}
        label=${t("demo.clock.to", { zone: times.zone(zone) })}
        error=${error && client.errorText(error)}
      >
        ${(tie) => html`
          <input
            ...${tie}
            type="datetime-local"
            required
            value=${typed ?? times.local(times.now(), zone)}
            onInput=${(event) => setTyped(event.target.value)}
          />
        `}
      <//>
      <button class="btn" type="submit">
        <${Icon} name="clock" />
        ${t("demo.clock.set")}
      </button>
      <p class="hint">${t("demo.clock.hint")}</p>
    </form>
  `;
}
