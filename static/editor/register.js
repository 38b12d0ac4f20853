/** A company that exhibited before need not be written again. */
import { html, useFair, useState } from "../html.js";
import { Field } from "../parts/field.js";
import { Both } from "../parts/text.js";
import { side } from "../words.js";
import { useFound } from "./found.js";

export function Register({ edition, onChoose }) {
  const { fair, lang, t } = useFair();
  const [text, setText] = useState("");
  const found = useFound("companies.find", edition, text)?.companies;
  const choose = (company) => {
    onChoose(company);
    setText("");
    fair.say("edit.register.taken", { name: side(company.name, lang).text });
  };
  const pressed = (event) => event.key == "Enter" && event.preventDefault();
  return html`<div class="stack tight picker"><${Field} label=${t("edit.register")} hint=${t("edit.register.hint")}>${(tie) => html`<input ...${tie} type="search" name="register" autocomplete="off" value=${text} onInput=${(event) => setText(event.target.value)} onKeyDown=${pressed} />`}<//>
    ${found && (found.length ? html`<ul class="rows found">${found.map((one) => html`<li key=${one.id}><span></span><div><b><${Both} text=${one.name} /></b><p class="tiny faint">${one.number ?? "–"} · <${Both} text=${one.industry} /></p></div>
      <button class="btn little" type="button" onClick=${() => choose(one)}>${t("edit.register.take")}<span class="vh">: ${side(one.name, lang).text}</span></button></li>`)}</ul>`
      : html`<p class="small soft">${t("edit.register.none")}</p>`)}</div>`;
}
