/** What stands in the frame while there is no picture: what is going on, and what comes next. */
import { html, useFair } from "../html.js";
import { Mon } from "./icon.js";
import { Both } from "./text.js";

/** The session that lasts now, and the next one. */
export function around(sessions, now) {
  const current = sessions.find((one) => new Date(one.starts_at) <= now && now < new Date(one.ends_at));
  const next = sessions.find((one) => new Date(one.starts_at) > now);
  return { current, next };
}

export function Slate({ stage, zone }) {
  const { t, times } = useFair();
  const now = times.now();
  const { next } = around(stage.sessions, now);
  const when = next && (times.day(next.starts_at, zone) == times.day(now, zone) ? times.clock : times.moment)(next.starts_at, zone);
  const said = `slate.${stage.state}`;
  return html`<div class="say"><${Mon} size="l" />
    <h2>${t(said)}</h2><p>${t(`${said}.what`)}</p>
    ${next && html`<p class="tag">${t("slate.next", { time: when })} <${Both} text=${next.title} /></p>`}</div>`;
}

export function StageBadge({ state }) {
  const { t } = useFair();
  const said = `stage.state.${state}`;
  const tone = { on_air: "badge live", interrupted: "badge warn", standby: "badge ai" }[state] ?? "badge";
  return html`<span class=${tone}>${state == "on_air" && html`<i class="lamp"></i>`}${t(said)}</span>`;
}
