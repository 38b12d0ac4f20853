/** The page of my own settings: profile, visibility, logins, my data, signing out. */
import { Languages } from "../../components/chips.js";
import { Field } from "../../components/field.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { html, useApp, useState } from "../../html.js";
import { hereZone, ZONES } from "../../times.js";
import { AlertSettings } from "./alerts.js";
import { Blocks } from "./blocks.js";
import { Consents } from "./consents.js";
import { Cv } from "./cv.js";
import { Logins } from "./logins.js";
import { MyData } from "./my-data.js";
import { Visibility } from "./visibility.js";

export function Me() {
  const { client, t } = useApp();
  return html`
    <${Page} title=${t("nav.me")}>
      <header class="head">
        <${Heading}>${t("me.title")}<//>
      </header>
      <div class="grid cols-2">
        <div class="stack">
          <${Profile} me=${client.me()} />
          <${Cv} />
        </div>
        <div class="stack">
          <${Visibility} />
          <${Consents} />
          <${AlertSettings} />
          <${Logins} />
          <${Blocks} />
          <${MyData} />
          <${Leave} />
        </div>
      </div>
    <//>
  `;
}

function Profile({ me }) {
  const { client, state, lang, t, times } = useApp();
  const [typed, setTyped] = useState({});
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const mine = { ...me, zone: me.zone || hereZone(), ...typed };
  const type = (name) => (event) => setTyped({ ...typed, [name]: event.target.value });
  const zones = ZONES.includes(mine.zone) ? ZONES : [mine.zone, ...ZONES];

  async function save(event) {
    event.preventDefault();
    if (busy) return;
    if (!mine.name.trim()) return setError({ local: "me.name.missing" });
    setBusy(true);
    setError(null);
    try {
      const { name, furigana, language, zone, languages } = mine;
      await client.editProfile({
        name: name.trim(),
        furigana: (furigana ?? "").trim(),
        language,
        zone,
        languages,
      });
      setTyped({});
      if (language !== lang) await client.showLanguage(language);
      client.notify("me.saved");
    } catch (refused) {
      setError(refused);
      client.announceError(refused);
    }
    setBusy(false);
  }

  return html`
    <form class="card" onSubmit=${save} aria-labelledby="profile" novalidate>
      <h2 id="profile">${t("me.profile")}</h2>
      <${Field} label=${t("me.name")} error=${error?.local && t(error.local)}>
        ${(tie) => html`
          <input ...${tie} autocomplete="name" maxlength="100" value=${mine.name} onInput=${type("name")} />
        `}
      <//>
      <${Field} label=${t("me.furigana")} hint=${t("me.furigana.hint")}>
        ${(tie) => html`<input ...${tie} maxlength="100" value=${mine.furigana ?? ""} onInput=${type("furigana")} />`}
      <//>
      <${Field} label=${t("me.language")} hint=${t("me.language.hint")}>
        ${(tie) => html`
          <select ...${tie} value=${mine.language} onChange=${type("language")}>
            <option value="ja" lang="ja">
              日本語
            </option>
            <option value="en" lang="en">
              English
            </option>
          </select>
        `}
      <//>
      <${Field}
        label=${t("me.zone")}
        hint=${t("me.zone.hint", { time: times.clock(times.now(), mine.zone) })}
      >
        ${(tie) => html`
          <select ...${tie} value=${mine.zone} onChange=${type("zone")}>
            ${zones.map((zone) => html`
              <option key=${zone} value=${zone}>
                ${zone.replaceAll("_", " ")}
              </option>
            `)}
          </select>
        `}
      <//>
      ${state.start.roles.includes("representative") && html`
        <${Languages}
          label=${t("me.languages")}
          value=${mine.languages ?? []}
          onChange=${(languages) => setTyped({ ...typed, languages })}
        />
      `}
      ${error && !error.local && html`
        <p class="note warn">
          <${Icon} name="warn" />
          <span>${client.errorText(error)}</span>
        </p>
      `}
      <div class="line">
        <button class="btn primary" type="submit" aria-disabled=${busy || state.link === "outdated"}>
          ${t(busy ? "saving" : "save")}
        </button>
      </div>
    </form>
  `;
}

function Leave() {
  const { client, t } = useApp();
  const out = () => client.signOut().catch((error) => client.notifyError(error));
  return html`
    <section class="card" aria-labelledby="leave">
      <h2 id="leave">${t("me.leave")}</h2>
      <p class="small soft">${t("me.leave.what")}</p>
      <div class="line">
        <button class="btn" type="button" onClick=${out}>
          <${Icon} name="leave" />
          ${t("me.sign-out")}
        </button>
      </div>
    </section>
  `;
}
