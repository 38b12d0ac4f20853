/** The curtain's colour, by field of work, and the crest on it: seen while one chooses. */
import { html, useFair } from "../html.js";
import { Noren } from "../parts/noren.js";
import { Choose } from "./fields.js";

const CLOTHS = ["ai", "matsu", "sumi", "fuji", "ebi", "cha", "kaki"];
const MONS = ["noren", "asa", "ginga", "ha", "hishi", "kaze", "kikko", "matsu", "momiji", "nami", "ume", "yama", "yuki"];

export function Look({ draft }) {
  const { t } = useFair();
  const { cloth, mon } = draft.values;
  return html`<div class="look"><div class="grid fields">
      <${Choose} draft=${draft} name="cloth" label=${t("edit.cloth")} options=${CLOTHS.map((one) => [one, t(`edit.cloth.${one}`)])} />
      <${Choose} draft=${draft} name="mon" label=${t("edit.mon")} options=${MONS.map((one) => [one, t(`edit.mon.${one}`)])} /></div>
    <div aria-hidden="true"><${Noren} booth=${{ cloth, mon, state: "open" }} /></div></div>`;
}
