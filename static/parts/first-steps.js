/** From the invitation to the hall: what is done, and what comes next. */
import { html, useFair } from "../html.js";
import { hereZone } from "../times.js";
import { Icon } from "./icon.js";
import { Own } from "./text.js";

export function FirstSteps({ own, edition }) {
  const { fair, t, times } = useFair();
  const me = fair.me();
  const told = Object.keys(own.background ?? {}).length > 0;
  const applied = Object.values(own.registrations ?? {}).some((one) => ["waiting", "offered"].includes(one.state));
  const elsewhere = times.differ(times.now(), me.zone, hereZone());
  const steps = [
    { key: "profile", done: !elsewhere, href: "/me", more: html`<${Own}>${me.name}<//> · ${times.zone(me.zone)}${elsewhere && html` · <b>${t("steps.zone", { zone: times.zone(hereZone()) })}</b>`}` },
    { key: "background", done: told, href: "#background" },
    { key: "apply", done: applied, href: edition ? `/editions/${edition.id}` : "#five" },
  ];
  const next = steps.findIndex((step) => !step.done);
  return html`<section class="card" aria-labelledby="steps"><h2 id="steps">${t("steps.title")}</h2>
    <ol class="rows">${steps.map((step, at) => html`<li key=${step.key} aria-current=${at == next ? "step" : null}><${Icon} name=${step.done ? "check" : "right"} />
      <div><a href=${step.href}>${t(`steps.${step.key}`)}</a><span class="vh"> — ${t(step.done ? "steps.done" : "steps.open")}</span>
        <p class="tiny faint">${step.more ?? t(`steps.${step.key}.what`)}</p></div></li>`)}</ol></section>`;
}
