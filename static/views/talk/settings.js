/** Inside a talk: another camera or microphone, and how much I receive, without leaving. */
import { Choice } from "../../components/choice.js";
import { Dialog } from "../../components/dialog.js";
import { html, useApp, useEffect, useState } from "../../html.js";
import { openDevices } from "../../media/devices.js";

const KINDS = { video: "videoinput", audio: "audioinput" };

export const RECEIVES = ["everything", "small", "sound"];

/**
 * `stream`: what is sent now, null for nothing; `onStream`: with the other device, and tracks of the same kinds;
 * `receives`: one of RECEIVES.
 */
export function Settings({ stream, receives, onStream, onReceives, onClose }) {
  const { t } = useApp();
  const [found, setFound] = useState(/** @type {MediaDeviceInfo[]} */ ([]));
  const used = (kind) =>
    stream
      ?.getTracks()
      .find((track) => track.kind === kind)
      ?.getSettings().deviceId ?? "";
  const [chosen, setChosen] = useState({ video: used("video"), audio: used("audio") });
  useEffect(() => {
    navigator.mediaDevices?.enumerateDevices().then(setFound, () => {});
  }, []);
  const kinds = Object.keys(KINDS).filter((kind) =>
    stream?.getTracks().some((track) => track.kind === kind),
  );
  const changed = kinds.some((kind) => chosen[kind] !== used(kind));
  async function change(form) {
    onReceives(form.get("receives"));
    if (!changed) return;
    const wish = Object.fromEntries(kinds.map((kind) => [kind, { deviceId: { exact: chosen[kind] } }]));
    onStream((await openDevices(wish)).stream);
  }
  return html`
    <${Dialog} title=${t("talk.settings")} action=${t("talk.devices.use")} onDo=${change} onClose=${onClose}>
      ${kinds.map((kind) => html`
        <label key=${kind} class="select-field">
          <span>${t(`talk.devices.${kind}`)}</span>
          <select
            value=${chosen[kind]}
            onChange=${(event) => setChosen({ ...chosen, [kind]: event.target.value })}
          >
            ${found
              .filter((device) => device.kind === KINDS[kind])
              .map((device) => html`
                <option key=${device.deviceId} value=${device.deviceId}>
                  ${device.label || t(`talk.devices.${kind}`)}
                </option>
              `)}
          </select>
        </label>
      `)}
      <${Choice}
        name="receives"
        legend=${t("talk.receives")}
        options=${RECEIVES.map((which) => [which, t(`talk.receives.${which}`)])}
        first=${receives}
      />
      <p class="hint">${t("talk.receives.hint")}</p>
    <//>
  `;
}
