/** The personal data that is held about me: to read, to download, to erase. */
import { text } from "../../client/api.js";
import { Field } from "../../components/field.js";
import { Icon } from "../../components/icon.js";
import { html, useApp, useState } from "../../html.js";

export function MyData() {
  const { client, lang, t } = useApp();
  const [asking, setAsking] = useState(false);
  return html`
    <section class="card" aria-labelledby="data">
      <h2 id="data">${t("data.title")}</h2>
      <p class="small soft">
        ${t("data.what")} <a href="/privacy">${t("privacy.title")}</a>
      </p>
      <ul class="stack tight small">
        <li>${t("data.see.companies")}</li>
        <li>${t("data.see.organisers")}</li>
        <li>${t("data.kept")}</li>
      </ul>
      <${Held} />
      <div class="line">
        <a class="btn" href="/api/my-data.json" download>
          <${Icon} name="dl" />
          ${t("data.json")}
        </a>
        <a class="btn" href=${`/api/my-data.txt?language=${lang}`} download>
          <${Icon} name="file" />
          ${t("data.text")}
        </a>
      </div>
      ${!asking ? html`
        <div class="line">
          <button class="btn quiet" type="button" onClick=${() => setAsking(true)}>
            ${t("data.erase")}
          </button>
        </div>
      ` : html`
        <${Erase} name=${client.me().name} onBack=${() => setAsking(false)} />
      `}
    </section>
  `;
}

/** @typedef {{words: string|null, error: any, busy: boolean}} Found */

/** The same text as in the file, fetched when somebody opens it. */
function Held() {
  const { client, lang, t } = useApp();
  const [found, setFound] = useState(/** @type {Found} */ ({ words: null, error: null, busy: false }));
  const ask = () => {
    setFound({ words: null, error: null, busy: true });
    text(`/api/my-data.txt?language=${lang}`).then(
      (words) => setFound({ words, error: null, busy: false }),
      (error) => {
        setFound({ words: null, error, busy: false });
        client.announceError(error);
      },
    );
  };
  return html`
    <details class="held" onToggle=${(event) => event.target.open && ask()}>
      <summary>${t("data.held")}</summary>
      ${found.busy && html`<p class="small soft">${t("loading")}</p>`}
      ${found.error && html`
        <p class="note warn">
          <${Icon} name="warn" />
          <span>${client.errorText(found.error)}</span>
          <span class="line">
            <button class="btn little" type="button" onClick=${ask}>
              ${t("again")}
            </button>
          </span>
        </p>
      `}
      ${found.words != null && html`
        <pre class="scroll tall letter" tabindex="0" role="group" aria-label=${t("data.held")} dir="auto">
          ${found.words}
        </pre>
      `}
    </details>
  `;
}

function Erase({ name, onBack }) {
  const { client, t } = useApp();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState(null);
  async function erase(event) {
    event.preventDefault();
    try {
      await client.act("my.erase", { name: typed });
      client.signedOut("login.ended");
    } catch (refused) {
      setError(refused);
      client.announceError(refused);
    }
  }
  return html`
    <form class="stack snug inner" onSubmit=${erase} novalidate>
      <p class="note harm">
        <${Icon} name="warn" />
        <span>${t("data.erase.what")}</span>
      </p>
      <${Field} label=${t("data.erase.name", { name })} error=${error && client.errorText(error)}>
        ${(tie) => html`
          <input
            ...${tie}
            autocomplete="off"
            value=${typed}
            onInput=${(event) => setTyped(event.target.value)}
          />
        `}
      <//>
      <div class="line">
        <button class="btn harm" type="submit">
          ${t("data.erase.yes")}
        </button>
        <button class="btn" type="button" onClick=${onBack}>
          ${t("cancel")}
        </button>
      </div>
    </form>
  `;
}
