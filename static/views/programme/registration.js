/** My registration for an edition: its requirements, whether I meet them, and what I can do now. */
import { get } from "../../client/api.js";
import { Background } from "../../components/background.js";
import { Moment } from "../../components/clock.js";
import { Icon } from "../../components/icon.js";
import { Localized } from "../../components/text.js";
import { useSeason } from "../../components/use-season.js";
import { html, useApp, useState } from "../../html.js";

const IN_LINE = ["accepted", "waiting", "offered"];
const TONES = { accepted: "open", waiting: "warn", offered: "mine" };

export function Registration({ edition, own }) {
  const { client, state, t, times } = useApp();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const { season } = useSeason();
  const registration = own?.registrations?.[edition.id];
  const told = Boolean(own && Object.keys(own.background ?? {}).length);
  const card = season?.editions.find((one) => one.id === edition.id);
  const unmet = card?.unmet ?? [];
  const closes = edition.openings.map((one) => Date.parse(one.closes_at));
  const over = closes.length > 0 && Math.max(...closes) <= times.now().getTime();
  const holds = IN_LINE.includes(registration?.state);
  const removed = registration?.state === "removed";

  async function ask(event, said) {
    if (busy) return;
    setBusy(true);
    try {
      const answer = await client.act(event, { edition: edition.id });
      client.announce(`registration.${answer.state ?? said}`);
      await client.setStart(await get("/api/start"));
    } catch (refused) {
      client.notifyError(refused);
    }
    setBusy(false);
    setAsking(false);
  }

  return html`
    <section class="card" aria-labelledby="join">
      <div class="head">
        <h2 id="join">${t("registration.title")}</h2>
        ${registration && html`
          <span class=${`end badge ${TONES[registration.state] ?? "line"}`} role="status">
            ${t(`registration.${registration.state}`)}
          </span>
        `}
      </div>
      ${edition.requirements.length > 0 && html`
        <ul class="stack tight small">
          ${edition.requirements.map((one) => html`
            <li class="with-i" key=${one.key}>
              <${Icon} name=${!told ? "info" : unmet.includes(one.key) ? "x" : "check"} />
              <span>
                <${Localized} text=${one.text} />
                ${told && html`
                  <span class="vh">
                    ${" "}
                    — ${t(unmet.includes(one.key) ? "registration.unmet" : "registration.met")}
                  </span>
                `}
              </span>
            </li>
          `)}
        </ul>
      `}
      ${registration?.state === "offered" && html`
        <p class="note mine">
          <${Icon} name="clock" />
          <span>
            ${t("registration.offered.until")}${" "}
            <${Moment} at=${registration.offered_until} zone=${edition.zone} mine=${client.me().zone} />
          </span>
        </p>
      `}
      ${registration?.state === "waiting" && html`<p class="small soft">${t("registration.waiting.what")}</p>`}
      ${removed && html`<p class="small soft">${t("error.registration.removed")}</p>`}
      ${over && !holds && html`<p class="small soft">${t("registration.over")}</p>`}
      ${!over && !told && html`<p class="small soft">${t("registration.tell")}</p>`}
      ${!over && told && !holds && unmet.length > 0 && html`
        <p class="note warn">
          <${Icon} name="info" />
          <span>${t("registration.unmet.next")}</span>
        </p>
      `}
      <div class="line">
        ${registration?.state === "accepted" && card?.hall && card.hall === state.start.hall && html`
          <a class="btn primary" href="/hall">
            ${t("registration.hall")} <${Icon} name="right" />
          </a>
        `}
        ${registration?.state === "offered" && html`
          <button
            class="btn mine"
            type="button"
            aria-disabled=${busy}
            onClick=${() => ask("registration.accept")}
          >
            ${t("registration.take")}
          </button>
        `}
        ${!over && !holds && told && !removed && html`
          <button
            class="btn primary"
            type="button"
            aria-disabled=${busy}
            onClick=${() => ask("registration.apply")}
          >
            ${t(registration ? "registration.again" : "registration.apply")}
          </button>
        `}
        ${!over && holds && !asking && html`
          <button class="btn quiet" type="button" onClick=${() => setAsking(true)}>
            ${t("registration.withdraw")}
          </button>
        `}
        ${asking && html`
          <span class="small">${t("registration.sure")}</span>
          <button
            class="btn harm"
            type="button"
            onClick=${() => ask("registration.withdraw", "withdrawn")}
          >
            ${t("registration.withdraw.yes")}
          </button>
          <button class="btn" type="button" onClick=${() => setAsking(false)}>
            ${t("cancel")}
          </button>
        `}
      </div>
      ${!over && !holds && (!told || unmet.length > 0) && html`<${Background} own=${own} bare />`}
    </section>
  `;
}
