/** Every year's editions for their organisers, and the way to a new one. */
import { EditionForm } from "../editor/edition.js";
import { mayEdit, organises } from "../rights.js";
import { html, useEffect, useFair, useState } from "../html.js";
import { Blank, Bones } from "../parts/blank.js";
import { Icon } from "../parts/icon.js";
import { Heading, Page } from "../parts/page.js";
import { EditorStyles } from "../parts/styles.js";
import { Both } from "../parts/text.js";
import { hereZone } from "../times.js";
import { side } from "../words.js";
import { Refused } from "./refused.js";

const AGAIN_MS = 2000;

/** The programmes and editions there are, asked again after a refusal and every reconnect. */
export function useEditions() {
  const { fair, state } = useFair();
  const [listed, setListed] = useState(null);
  const as = organises(state);
  const on = state.link == "on" && as !== undefined;
  useEffect(() => {
    let here = on;
    let timer = 0;
    const ask = () => fair.wire.request("editions.list", { edition: as }).then((found) => here && setListed(found), () => {
      if (here) timer = setTimeout(ask, AGAIN_MS);
    });
    if (on) ask();
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [on, as]);
  return listed;
}

export function Editions() {
  const { fair, state, lang, t, times } = useFair();
  const listed = useEditions();
  const as = organises(state);
  const making = location.hash == "#new";
  if (mayEdit(state, null) === false && as === undefined) return html`<${Refused} status="403" />`;
  const names = Object.fromEntries((listed?.programmes ?? []).map((one) => [one.key, one.name]));
  const years = [...new Set((listed?.editions ?? []).map((one) => one.fiscal_year))];
  return html`<${Page} title=${t("edit.editions")}><${EditorStyles} />
    <header class="head"><${Heading}>${t("edit.editions")}<//>${as === null && !making && html`<a class="btn primary end" href="#new">${t("edit.edition.add")}</a>`}</header>
    ${making && listed && as === null && html`<${EditionForm} card=${null} programmes=${listed.programmes} programme=${listed.editions.find((one) => one.id == state.start.edition)?.programme} zone=${state.start.zone ?? hereZone()} back="/editions" done=${({ id }) => fair.go(`/editions/${id}/edit#venues`)} />`}
    ${!listed && html`<div class="card" aria-busy="true"><span class="vh">${t("loading")}</span><${Bones} /></div>`}
    ${listed && !years.length && html`<div class="card"><${Blank} level=${2} title=${t("edit.editions.none")}><p>${t("edit.editions.none.next")}</p><//></div>`}
    ${years.map((year) => html`<section class="card" key=${year} aria-label=${t("edit.year.of", { year: String(year) })}><h2>${t("edit.year.of", { year: String(year) })}</h2>
      <ul class="rows">${listed.editions.filter((one) => one.fiscal_year == year).map((one) => html`<li key=${one.id}><${Icon} name="cal" /><div>
        ${mayEdit(state, one.id) ? html`<a href=${`/editions/${one.id}/edit`}><${Both} text=${one.name} /></a>` : html`<b><${Both} text=${one.name} /></b>`}
        <p class="tiny faint">${names[one.programme] && side(names[one.programme], lang).text}${one.opens_at && html` · ${times.day(one.opens_at, one.zone)}`}</p></div>
        <a class="small" href=${`/editions/${one.id}`}>${t("season.programme")}<span class="vh">: ${side(one.name, lang).text}</span></a></li>`)}</ul></section>`)}
  <//>`;
}
