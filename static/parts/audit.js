/** Who did what, newest first. */
import { html, useFair } from "../html.js";
import { Both, Own } from "./text.js";

export function Audit({ entries, zone }) {
  const { fair, state, t, times } = useFair();
  const places = state.scopes[`edition:${state.start.edition}`]?.state?.places ?? {};
  const action = (code) => (fair.words.has(`audit.${code}`) ? t(`audit.${code}`) : code);
  return html`<section class="card" aria-labelledby="audit"><h2 id="audit">${t("audit.title")}</h2>
    ${!entries.length ? html`<p class="small soft">${t("audit.none")}</p>` : html`
    <div class="scroll tall" tabindex="0" role="group" aria-labelledby="audit"><table class="table"><thead><tr>
      <th scope="col">${t("audit.at")}</th><th scope="col">${t("audit.who")}</th><th scope="col">${t("audit.action")}</th><th scope="col">${t("audit.subject")}</th></tr></thead>
      <tbody>${entries.map((entry) => html`<tr key=${entry.id}><td class="nb"><time class="fig" datetime=${entry.at} title=${times.moment(entry.at, zone)}>${times.seconds(entry.at, zone)}</time></td>
        <td>${entry.person ? html`<${Own}>${entry.person.name}<//>` : "–"}</td><td>${action(entry.action)}</td>
        <td><${Subject} of=${entry.subject} places=${places} /> <span class="faint tiny">${detailsOf(entry).map(([key, value], at) => html`${at > 0 && " · "}<${Detail} key=${key} of=${key} value=${value} place=${places[value]} />`)}</span></td></tr>`)}</tbody></table></div>`}
  </section>`;
}

const detailsOf = ({ details }) => Object.entries(details ?? {}).filter(([key]) => key != "person");

function Subject({ of, places }) {
  const { fair, t } = useFair();
  const [kind, id] = of.split(":");
  if (kind == "place" && places[id]) return html`<${Both} text=${places[id].name} />`;
  return fair.words.has(`audit.of.${kind}`) ? t(`audit.of.${kind}`, { id }) : html`<${Own}>${of}<//>`;
}

function Detail({ of, value, place }) {
  const { t } = useFair();
  if (of == "place" && place) return html`<${Both} text=${place.name} />`;
  if (of == "minutes") return t("minutes", { count: value });
  if (of == "reason") return t(`reason.${value}.short`);
  if (of == "outcome") return t(`reports.outcome.${value}`);
  if (of == "state") return t(`booth.state.${value}`);
  if (of == "figure") return t(`figures.title.${value}`);
  if (of == "people") return t("figures.people", { count: value });
  if (of == "role") return t(`role.${value}`);
  return html`<${Own}>${String(value)}<//>`;
}
