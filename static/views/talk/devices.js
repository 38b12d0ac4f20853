/** Inside a talk: another camera or microphone, without leaving. */
import { Dialog } from "../../components/dialog.js";
import { html, useApp, useEffect, useState } from "../../html.js";
import { openDevices } from "../../media/devices.js";

const KINDS = { video: "videoinput", audio: "audioinput" };

/** `stream`: what is sent now; `onStream`: with the other device, and tracks of the same kinds. */
export function Devices({ stream, onStream, onClose }) {
  const { t } = useApp();
  const [found, setFound] = useState(/** @type {MediaDeviceInfo[]} */ ([]));
  const used = (kind) =>
    stream
      .getTracks()
      .find((track) => track.kind === kind)
      ?.getSettings().deviceId ?? "";
  const [chosen, setChosen] = useState({ video: used("video"), audio: used("audio") });
  useEffect(() => {
    navigator.mediaDevices.enumerateDevices().then(setFound, () => {});
  }, []);
  const kinds = Object.keys(KINDS).filter((kind) =>
    stream.getTracks().some((track) => track.kind === kind),
  );
  async function change() {
    const wish = Object.fromEntries(kinds.map((kind) => [kind, { deviceId: { exact: chosen[kind] } }]));
    onStream((await openDevices(wish)).stream);
  }
  return html`
    <${Dialog} title=${t("talk.devices")} action=${t("talk.devices.use")} onDo=${change} onClose=${onClose}>
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
    <//>
  `;
}
