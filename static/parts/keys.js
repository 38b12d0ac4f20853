/** The encoder's way in: the stage's WHIP address, and keys that are shown once. */
import { html, useFair, useState } from "../html.js";
import { Field } from "./field.js";
import { Icon } from "./icon.js";

/** 256 bits, made here: the server keeps its hash, so nobody can ask for it again. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function Keys({ place, keys }) {
  const { fair, t, times } = useFair();
  const [shown, setShown] = useState(null);
  const [error, setError] = useState(null);
  const address = `${location.origin}/whip/${place}`;

  async function make(event) {
    event.preventDefault();
    const form = event.target;
    const key = newKey();
    try {
      await fair.act("stage.key_make", { place, label: form.elements.label.value, key });
      setShown(key);
      setError(null);
      form.reset();
    } catch (refused) {
      setError(fair.errorText(refused));
    }
  }
  const revoke = (id) => fair.act("stage.key_revoke", { key: id }).then(() => fair.tell("keys.revoked"), (refused) => fair.tellError(refused));

  return html`<section class="card" aria-labelledby="keys"><h2 id="keys">${t("keys.title")}</h2>
    <p class="small soft">${t("keys.what")}</p>
    <${Copy} label=${t("keys.address")} text=${address} />
    ${shown && html`<div class="note"><${Icon} name="lock" /><span><b>${t("keys.once")}</b></span><div class="line"><${Copy} label=${t("keys.key")} text=${shown} /></div></div>`}
    <ul class="rows small">${Object.values(keys ?? {}).map((key) => html`<li key=${key.id}><${Icon} name="lock" />
      <div><b><bdi dir="auto">${key.label}</bdi></b><p class="tiny faint">${t("keys.made", { time: times.moment(key.made_at, fair.me().zone) })}</p></div>
      <button class="btn little" type="button" onClick=${() => revoke(key.id)}>${t("keys.revoke")}</button></li>`)}</ul>
    <form class="stack tight" onSubmit=${make}>
      <${Field} label=${t("keys.label")} error=${error}>${(tie) => html`<input ...${tie} name="label" maxlength="60" required autocomplete="off" />`}<//>
      <button class="btn" type="submit">${t("keys.make")}</button></form>
  </section>`;
}

function Copy({ label, text }) {
  const { fair, t } = useFair();
  const copy = () => navigator.clipboard?.writeText(text).then(() => fair.tell("copied"), () => {});
  return html`<p class="copy"><span class="small">${label}</span><code>${text}</code>
    <button class="btn little" type="button" onClick=${copy}><${Icon} name="copy" />${t("copy")}</button></p>`;
}
