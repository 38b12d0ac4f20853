/** The page of a booth: who it is, what it offers, its hours, who is here, and its chat. */
import { standingOf } from "../../booth-standing.js";
import { editionState, entryOf, ownBackground, scopeState } from "../../client/selectors.js";
import { useNow } from "../../components/clock.js";
import { BoothHead } from "../../components/booth-head.js";
import { Chat } from "../../components/chat/chat.js";
import { Skeleton } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { Icon } from "../../components/icon.js";
import { Offers } from "../../components/offers.js";
import { Heading, Page } from "../../components/page.js";
import { ShiftControl } from "../../components/shift-control.js";
import { Localized } from "../../components/text.js";
import { useScope } from "../../components/use-scope.js";
import { hallAddress } from "../../hall-filters.js";
import { html, useApp, useState } from "../../html.js";
import { hereZone } from "../../times.js";
import { localized } from "../../words.js";
import { AskForTalk } from "./ask-for-talk.js";
import { Hours } from "./hours.js";
import { Line } from "./line.js";
import { WhoIsHere } from "./who-is-here.js";
import { FavouriteButton } from "./favourite-button.js";

const LOOK_MS = 15_000;

export function Booth({ place }) {
  const { client, state, lang, t } = useApp();
  const now = useNow(LOOK_MS);
  const [beside, setBeside] = useState(false);
  const { edition, roles } = state.start;
  const hall = editionState(state, edition);
  const held = scopeState(state, `booth:${place}`);
  const full = held?.booth?.[place];
  const booth = full ?? hall?.places?.[place];
  const entry = entryOf(state, place);
  const desk = scopeState(state, `booth:${place}/desk`); // its representatives follow it wherever they are
  const openings = useScope(edition && `timetable:${edition}`).held?.edition?.[edition]?.openings;
  const zone = state.start.zone ?? hereZone();
  const standing =
    booth && openings ? standingOf(booth, openings, now, state.here[place]?.working ?? null) : null;
  if (entry?.refusal) return html`<${ErrorPage} error=${entry.refusal} />`;

  const title = booth ? localized(booth.name, lang).text : t("booth.opening");
  const heading = html`<${Heading}>${booth ? html`<${Localized} text=${booth.name} />` : title}<//>`;
  const mayEdit = entry?.role === "rep" || roles.includes("organiser");
  return html`
    <${Page} title=${title}>
      <div class="line back">
        <a href=${hallAddress()}>
          <${Icon} name="left" />
          ${t("booth.back")}
        </a>
        ${booth && html`<${FavouriteButton} booth=${booth} />`}
        <button
          class="btn quiet little end"
          type="button"
          aria-pressed=${beside}
          onClick=${() => setBeside(!beside)}
        >
          <${Icon} name="translate" />
          ${t("booth.beside")}
        </button>
      </div>
      ${booth ? html`
        <${BoothHead} booth=${booth} standing=${standing} title=${heading} beside=${beside} />
      ` : html`
        <article class="card flush">
          <div class="curtain tall" data-state="closed"></div>
          <header class="stack snug booth-head">
            ${heading}
            <${Skeleton} />
          </header>
        </article>
      `}
      <div class="grid side">
        <div class="stack">
          ${held ? html`
            <${Offers}
              jobs=${Object.values(held.jobs ?? {})}
              documents=${Object.values(held.documents ?? {})}
              beside=${beside}
              mine=${levelOf(client, state)}
            />
          ` : html`
            <div class="card">
              <span class="vh">${t("loading")}</span>
              <${Skeleton} />
            </div>
          `}
          <${Chat} place=${place} messages=${held?.messages} zone=${zone} />
        </div>
        <aside class="stack" aria-label=${t("booth.aside")}>
          ${entry?.role === "rep" && desk && html`
            <${ShiftControl} place=${place} shift=${desk.shifts[client.me().id]} />
          `}
          ${mayEdit && booth && html`
            <a class="btn" href=${`/booths/${place}/edit`}>
              <${Icon} name="pen" />
              ${t("booth.edit")}
            </a>
          `}
          ${booth && openings && html`
            <${Line} booth=${booth} openings=${openings} now=${now} works=${entry?.role === "rep"} />
          `}
          ${booth && openings && html`<${Hours} booth=${booth} openings=${openings} mine=${client.me().zone} />`}
          <${WhoIsHere}
            here=${state.here[place]}
            company=${full?.representatives}
            onPerson=${
              entry?.role === "rep" && ((person) => html`<${AskForTalk} place=${place} person=${person} />`)
            }
          />
        </aside>
      </div>
    <//>
  `;
}

/** My JLPT level, to say which jobs it suffices for; null when it is not known. */
function levelOf(client, state) {
  const told = ownBackground(state);
  return told?.japanese_test === "JLPT" ? told.japanese_level : null;
}
