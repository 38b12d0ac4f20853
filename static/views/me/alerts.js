/** How this browser tells me: sound, notifications, quiet hours. */
import { alertSettings, saveAlertSettings } from "../../alert-settings.js";
import { allowNotifications, canNotify } from "../../frame/notification.js";
import { html, useApp, useState } from "../../html.js";
import { beep } from "../../sound.js";

export function AlertSettings() {
  const { client, t } = useApp();
  const [settings, setSettings] = useState(alertSettings);
  const [refused, setRefused] = useState(canNotify() && Notification.permission === "denied");
  const change = (changed) => {
    saveAlertSettings(changed);
    setSettings(alertSettings());
    client.announce("me.saved");
  };
  async function wantNotifications(event) {
    const wanted = event.target.checked;
    const answer = wanted ? await allowNotifications() : "granted";
    setRefused(answer === "denied");
    event.target.checked = wanted && answer === "granted";
    change({ notifications: event.target.checked });
  }
  return html`
    <section class="card" aria-labelledby="alerts">
      <h2 id="alerts">${t("alerts.title")}</h2>
      <p class="small soft">${t("alerts.what")}</p>
      <div class="choice">
        <label>
          <input
            type="checkbox"
            checked=${settings.sound}
            onChange=${(event) => {
              change({ sound: event.target.checked });
              if (event.target.checked) beep();
            }}
          />
          ${t("alerts.sound")}
        </label>
        ${canNotify() && html`
          <label>
            <input type="checkbox" checked=${settings.notifications} onChange=${wantNotifications} />
            ${t("alerts.notifications")}
          </label>
        `}
        <label>
          <input
            type="checkbox"
            checked=${settings.quiet}
            onChange=${(event) => change({ quiet: event.target.checked })}
          />
          ${t("alerts.quiet")}
        </label>
      </div>
      ${refused && html`<p class="note warn">${t("alerts.refused")}</p>`}
      ${settings.quiet && html`
        <div class="line">
          ${["from", "to"].map((end) => html`
            <label class="field" key=${end}>
              <span>${t(`alerts.${end}`)}</span>
              <input
                type="time"
                defaultValue=${settings[end]}
                onChange=${(event) => event.target.value && change({ [end]: event.target.value })}
              />
            </label>
          `)}
        </div>
      `}
    </section>
  `;
}
