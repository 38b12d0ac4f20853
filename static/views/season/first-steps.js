/** The steps of a newcomer: profile, background, application; which are done and which is next. */
import { Icon } from "../../components/icon.js";
import { UserText } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { hereZone } from "../../times.js";

export function FirstSteps({ own, edition }) {
  const { client, t, times } = useApp();
  const me = client.me();
  const told = Object.keys(own.background ?? {}).length > 0;
  const applied = Object.values(own.registrations ?? {}).some((one) =>
    ["waiting", "offered"].includes(one.state),
  );
  const elsewhere = times.differ(times.now(), me.zone, hereZone());
  const steps = [
    {
      key: "profile",
      done: !elsewhere,
      href: "/me",
      more: html`
        <${UserText}>${me.name}<//> · ${times.zone(me.zone)}
        ${elsewhere && html`
          ${" "}
          · <b>${t("steps.zone", { zone: times.zone(hereZone()) })}</b>
        `}
      `,
    },
    { key: "background", done: told, href: "#background" },
    { key: "apply", done: applied, href: edition ? `/editions/${edition.id}` : "#five" },
  ];
  const next = steps.findIndex((step) => !step.done);
  return html`
    <section class="card" aria-labelledby="steps">
      <h2 id="steps">${t("steps.title")}</h2>
      <ol class="rows">
        ${steps.map((step, at) => html`
          <li key=${step.key} aria-current=${at === next ? "step" : null}>
            <${Icon} name=${step.done ? "check" : "right"} />
            <div>
              <a href=${step.href}>${t(`steps.${step.key}`)}</a>
              <span class="vh"> — ${t(step.done ? "steps.done" : "steps.open")}</span>
              <p class="tiny faint">${step.more ?? t(`steps.${step.key}.what`)}</p>
            </div>
          </li>
        `)}
      </ol>
    </section>
  `;
}
