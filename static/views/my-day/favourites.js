/** The companies that I keep in mind, with how their booths stand. */
import { standingOf } from "../../booth-standing.js";
import { StatusDot } from "../../components/booth-status.js";
import { useNow } from "../../components/clock.js";
import { useWorking } from "../../components/count.js";
import { Mon } from "../../components/icon.js";
import { Localized } from "../../components/text.js";
import { ownState } from "../../client/selectors.js";
import { html, useApp } from "../../html.js";
import { localized } from "../../words.js";

const LOOK_MS = 15_000;

export function Favourites({ places, openings }) {
  const { lang, state, t } = useApp();
  const now = useNow(LOOK_MS);
  const working = useWorking();
  const collator = new Intl.Collator(lang);
  const booths = Object.keys(ownState(state)?.favourites ?? {})
    .map((place) => places[place])
    .filter(Boolean)
    .sort((a, b) => collator.compare(localized(a.name, lang).text, localized(b.name, lang).text));
  return html`
    <section class="card" aria-labelledby="favourites">
      <div class="head">
        <h2 id="favourites">${t("favourites.title")}</h2>
        ${booths.length > 0 && html`<span class="end fig">${booths.length}</span>`}
      </div>
      ${booths.length === 0 && html`<p class="small soft">${t("favourites.none")}</p>`}
      <ul class="rows">
        ${booths.map((booth) => html`
          <li key=${booth.id}>
            <${Mon} name=${booth.mon} size="s" />
            <a href=${`/booths/${booth.id}`}>
              <${Localized} text=${booth.name} />
            </a>
            <${StatusDot} standing=${standingOf(booth, openings, now, working(booth.id))} />
          </li>
        `)}
      </ul>
    </section>
  `;
}
