/** The moderators' and organisers' desk: what needs a person first, then the record. */
import { html, useFair } from "../html.js";
import { Audit } from "../parts/audit.js";
import { Bones } from "../parts/blank.js";
import { FairClock } from "../parts/clock.js";
import { useScope } from "../parts/following.js";
import { Invitations } from "../parts/invitations.js";
import { Mutes } from "../parts/mutes.js";
import { OrganiserLinks } from "../parts/organiser-links.js";
import { Heading, Page } from "../parts/page.js";
import { Reports } from "../parts/reports.js";
import { mayEdit } from "../rights.js";
import { hereZone } from "../times.js";
import { Refused } from "./refused.js";

export function Desk() {
  const { state, t } = useFair();
  const { edition, roles } = state.start;
  const { held: desk, refusal } = useScope(edition && `edition:${edition}/desk`);
  const zone = state.scopes[`edition:${edition}`]?.state?.edition?.[edition]?.zone ?? hereZone();
  const newestFirst = (name) => Object.values(desk?.[name] ?? {}).sort((a, b) => Number(b.id) - Number(a.id));
  if (refusal || !edition) return html`<${Refused} status="403" error=${refusal} />`;
  const reports = newestFirst("reports");

  return html`<${Page} title=${t("nav.desk")}>
    <header class="line"><${Heading}>${t("desk.title")}<//>${desk && html`<span class="small soft">${t("desk.open", { count: reports.filter((one) => !one.outcome).length })}</span>`}
      <span class="end line"><${FairClock} zone=${zone} /><${OrganiserLinks} edition=${edition} />${mayEdit(state, edition) && html`<a class="btn little" href="/editions">${t("edit.editions")}</a>`}</span></header>
    ${!desk ? html`<div class="card"><span class="vh">${t("loading")}</span><${Bones} /></div>` : html`
    <div class="grid cols-2">
      <div class="stack"><${Reports} reports=${reports} zone=${zone} /><${Mutes} mutes=${Object.values(desk.mutes ?? {})} zone=${zone} /></div>
      <div class="stack">${roles.includes("organiser") && html`<${Invitations} invitations=${newestFirst("invitations")} zone=${zone} />`}<${Audit} entries=${newestFirst("audit")} zone=${zone} /></div>
    </div>`}
  <//>`;
}
