/** The page of moderators and organisers: reports, mutes, invitations and the audit log. */
import { mayEdit } from "../../client/permissions.js";
import { editionState } from "../../client/selectors.js";
import { FairClock } from "../../components/clock.js";
import { Skeleton } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { OrganiserLinks } from "../../components/organiser-links.js";
import { Heading, Page } from "../../components/page.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp } from "../../html.js";
import { hereZone } from "../../times.js";
import { Audit } from "./audit.js";
import { Invitations } from "./invitations.js";
import { Mutes } from "./mutes.js";
import { Notices } from "./notices.js";
import { Reports } from "./reports.js";
import { Talks } from "./talks.js";

export function Desk() {
  const { state, t } = useApp();
  const { edition, roles } = state.start;
  const { held: desk, refusal } = useScope(edition && `edition:${edition}/desk`);
  const zone = editionState(state, edition)?.edition?.[edition]?.zone ?? hereZone();
  const newestFirst = (name) =>
    Object.values(desk?.[name] ?? {}).sort((a, b) => Number(b.id) - Number(a.id));
  if (refusal || !edition) return html`<${ErrorPage} status="403" error=${refusal} />`;
  const reports = newestFirst("reports");

  return html`
    <${Page} title=${t("nav.desk")}>
      <header class="line">
        <${Heading}>${t("desk.title")}<//>
        ${desk && html`
          <span class="small soft">
            ${t("desk.open", { count: reports.filter((one) => !one.outcome).length })}
          </span>
        `}
        <span class="end line">
          <${FairClock} zone=${zone} />
          <${OrganiserLinks} edition=${edition} />
          ${mayEdit(state, edition) && html`
            <a class="btn little" href="/editions">
              ${t("edit.editions")}
            </a>
          `}
        </span>
      </header>
      ${!desk ? html`
        <div class="card">
          <span class="vh">${t("loading")}</span>
          <${Skeleton} />
        </div>
      ` : html`
        <div class="grid cols-2">
          <div class="stack">
            <${Notices} edition=${edition} zone=${zone} everywhere=${roles.includes("organiser")} />
            <${Reports} reports=${reports} zone=${zone} />
            <${Talks} talks=${Object.values(desk.open_talks ?? {})} edition=${edition} zone=${zone} />
            <${Mutes} mutes=${Object.values(desk.mutes ?? {})} zone=${zone} />
          </div>
          <div class="stack">
            ${roles.includes("organiser") && html`<${Invitations} edition=${edition} zone=${zone} />`}
            <${Audit} entries=${newestFirst("audit")} zone=${zone} />
          </div>
        </div>
      `}
    <//>
  `;
}
