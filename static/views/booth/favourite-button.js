/** A star to keep a booth in mind, and no more. Only I see it. */
import { ownState } from "../../client/selectors.js";
import { html, useApp, useState } from "../../html.js";
import { localized } from "../../words.js";
import { Icon } from "../../components/icon.js";

export function FavouriteButton({ booth }) {
  const { client, lang, state, t } = useApp();
  const [busy, setBusy] = useState(false);
  const own = ownState(state);
  if (!own) return null;
  const marked = Boolean(own.favourites[booth.id]);
  async function press() {
    if (busy) return;
    setBusy(true);
    await client
      .act("favourite.set", { place: booth.id, favourite: !marked })
      .catch((refused) => client.notifyError(refused));
    setBusy(false);
  }
  return html`
    <button
      class="btn icon little star"
      type="button"
      aria-pressed=${marked}
      aria-label=${t("favourite.mark", { name: localized(booth.name, lang).text })}
      title=${t(marked ? "favourite.marked" : "favourite.unmarked")}
      onClick=${press}
    >
      <${Icon} name="star" />
    </button>
  `;
}
