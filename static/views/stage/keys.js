/** The stage's WHIP address and its keys. A key is made here and shown once; the server keeps its hash. */
import { Field } from "../../components/field.js";
import { Icon } from "../../components/icon.js";
import { html, useApp, useRef, useState } from "../../html.js";

/** A new key of 256 bits, in base64url. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export function Keys({ place, keys }) {
  const { client, t, times } = useApp();
  const [shown, setShown] = useState(null);
  const [error, setError] = useState(null);
  const address = `${location.origin}/whip/${place}`;

  async function make(event) {
    event.preventDefault();
    const form = event.target;
    const key = newKey();
    try {
      await client.act("stage_key.make", { place, label: form.elements.label.value, key });
      setShown(key);
      setError(null);
      form.reset();
    } catch (refused) {
      setError(client.errorText(refused));
    }
  }
  const revoke = (id) =>
    client.act("stage_key.revoke", { key: id }).then(
      () => client.notify("keys.revoked"),
      (refused) => client.notifyError(refused),
    );

  return html`
    <section class="card" aria-labelledby="keys">
      <h2 id="keys">${t("keys.title")}</h2>
      <p class="small soft">${t("keys.what")}</p>
      <${Copy} label=${t("keys.address")} text=${address} />
      ${shown && html`
        <div class="note">
          <${Icon} name="lock" />
          <span>
            <b>${t("keys.once")}</b>
          </span>
          <div class="line">
            <${Copy} label=${t("keys.key")} text=${shown} />
          </div>
        </div>
      `}
      <ul class="rows small">
        ${Object.values(keys ?? {}).map((key) => html`
          <li key=${key.id}>
            <${Icon} name="lock" />
            <div>
              <b>
                <bdi dir="auto">${key.label}</bdi>
              </b>
              <p class="tiny faint">
                ${t("keys.made", { time: times.moment(key.made_at, client.me().zone) })}
              </p>
            </div>
            <button class="btn little" type="button" onClick=${() => revoke(key.id)}>
              ${t("keys.revoke")}
            </button>
          </li>
        `)}
      </ul>
      <form class="stack tight" onSubmit=${make}>
        <${Field} label=${t("keys.label")} error=${error}>
          ${(tie) => html`<input ...${tie} name="label" maxlength="60" required autocomplete="off" />`}
        <//>
        <button class="btn" type="submit">
          ${t("keys.make")}
        </button>
      </form>
    </section>
  `;
}

function Copy({ label, text }) {
  const { client, t } = useApp();
  const code = useRef();
  // Only pages that come by https may copy, and the person may forbid it.
  const select = () => {
    getSelection()?.selectAllChildren(code.current);
    client.notify("copy.selected");
  };
  const copy = () =>
    navigator.clipboard
      ? navigator.clipboard.writeText(text).then(() => client.notify("copied"), select)
      : select();
  return html`
    <p class="copy">
      <span class="small">${label}</span>
      <code ref=${code}>${text}</code>
      <button class="btn little" type="button" onClick=${copy}>
        <${Icon} name="copy" />
        ${t("copy")}
      </button>
    </p>
  `;
}
