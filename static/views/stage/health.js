/** The health of the media that arrives from the venue, told once a second. */
import { html, useApp } from "../../html.js";

const LOW_FRAMES = 10;
const HIGH_LOSS = 5;

export function Health({ health }) {
  const { t, lang } = useApp();
  const figure = (value, digits = 0) =>
    new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value);
  if (!health?.publishing) return html`<p class="small soft">${t("health.none")}</p>`;
  const level = health.audio_level_dbov;
  const rows = [
    ["health.rate", `${figure(health.kbit_per_second)} kbit/s`, false],
    ["health.frames", `${figure(health.frames_per_second, 1)} /s`, health.frames_per_second < LOW_FRAMES],
    ["health.loss", `${figure(health.loss_percent, 1)} %`, health.loss_percent > HIGH_LOSS],
    ["health.level", level == null ? "–" : `${figure(level)} dBov`, false],
    ["health.codecs", health.codecs.join(" · ") || "–", false],
    ["health.viewers", figure(health.viewers), false],
  ];
  return html`
    <dl class="facts">
      ${rows.map(([key, text, low]) => html`
        <dt>${t(key)}</dt>
        <dd>
          ${text} ${low && html`<span class="badge warn">${t("health.low")}</span>`}
        </dd>
      `)}
    </dl>
  `;
}
