/** What is held about me: to take along, and to have forgotten. */
import { html, useFair, useState } from "../html.js";
import { Field } from "./field.js";
import { Icon } from "./icon.js";

export function MyData() {
  const { fair, t } = useFair();
  const [asking, setAsking] = useState(false);
  return html`<section class="card" aria-labelledby="data"><h2 id="data">${t("data.title")}</h2><p class="small soft">${t("data.what")}</p>
    <ul class="stack tight small"><li>${t("data.see.companies")}</li><li>${t("data.see.organisers")}</li><li>${t("data.kept")}</li></ul>
    <div class="line"><a class="btn" href="/api/my-data.json" download><${Icon} name="dl" />${t("data.json")}</a><a class="btn" href="/api/my-data.txt" download><${Icon} name="file" />${t("data.text")}</a></div>
    ${!asking ? html`<div class="line"><button class="btn quiet" type="button" onClick=${() => setAsking(true)}>${t("data.erase")}</button></div>` : html`<${Erase} name=${fair.me().name} onBack=${() => setAsking(false)} />`}</section>`;
}

function Erase({ name, onBack }) {
  const { fair, t } = useFair();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState(null);
  async function erase(event) {
    event.preventDefault();
    try {
      await fair.act("my.erase", { name: typed });
      fair.ended("login.ended");
    } catch (refused) {
      setError(refused);
      fair.sayError(refused);
    }
  }
  return html`<form class="stack snug inner" onSubmit=${erase} novalidate><p class="note harm"><${Icon} name="warn" /><span>${t("data.erase.what")}</span></p>
    <${Field} label=${t("data.erase.name", { name })} error=${error && fair.errorText(error)}>${(tie) => html`<input ...${tie} autocomplete="off" value=${typed} onInput=${(event) => setTyped(event.target.value)} />`}<//>
    <div class="line"><button class="btn harm" type="submit">${t("data.erase.yes")}</button><button class="btn" type="button" onClick=${onBack}>${t("cancel")}</button></div></form>`;
}
