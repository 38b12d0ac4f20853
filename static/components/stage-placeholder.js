/** What a stage's frame shows without a picture: how it stands, and its next session. And a badge of that. */
import { html, useApp } from "../html.js";
import { Mon } from "./icon.js";
import { Localized } from "./text.js";

/** The session that is on now, and the next one. */
export function currentAndNext(sessions, now) {
  const current = sessions.find((one) => new Date(one.starts_at) <= now && now < new Date(one.ends_at));
  const next = sessions.find((one) => new Date(one.starts_at) > now);
  return { current, next };
}

/** @param {{stage: any, standing: string, zone: string}} props `standing`: of `stage-standing.js` */
export function StagePlaceholder({ stage, standing, zone }) {
  const { t, times } = useApp();
  const now = times.now();
  const { next } = currentAndNext(stage.sessions, now);
  const when =
    next &&
    (times.day(next.starts_at, zone) === times.day(now, zone) ? times.clock : times.moment)(
      next.starts_at,
      zone,
    );
  const said = `slate.${standing}`;
  return html`
    <div class="say">
      <${Mon} size="l" />
      <h2>${t(said)}</h2>
      <p>${t(`${said}.what`)}</p>
      ${next && html`
        <p class="tag">
          ${t("slate.next", { time: when })} <${Localized} text=${next.title} />
        </p>
      `}
    </div>
  `;
}

/** @param {{standing: string}} props of `stage-standing.js`; an operator's board shows the state itself */
export function StageBadge({ standing }) {
  const { t } = useApp();
  const said = `stage.state.${standing}`;
  const tone =
    { on_air: "badge live", interrupted: "badge warn", standby: "badge ai" }[standing] ?? "badge";
  return html`
    <span class=${tone}>
      ${standing === "on_air" && html`<i class="lamp"></i>`}
      ${t(said)}
    </span>
  `;
}
