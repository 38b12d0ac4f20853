/** The choice of a booth's curtain colour and crest, with the curtain drawn beside. */
import { Curtain } from "../../components/booth-status.js";
import { html, useApp } from "../../html.js";
import { Choose } from "./fields.js";

const CLOTHS = ["ai", "matsu", "sumi", "fuji", "ebi", "cha", "kaki"];
const MONS = [
  "noren",
  "asa",
  "ginga",
  "ha",
  "hishi",
  "kaze",
  "kikko",
  "matsu",
  "momiji",
  "nami",
  "ume",
  "yama",
  "yuki",
];

export function BoothColours({ draft }) {
  const { t } = useApp();
  const { cloth, mon } = draft.values;
  return html`
    <div class="look">
      <div class="grid fields">
        <${Choose}
          draft=${draft}
          name="cloth"
          label=${t("edit.cloth")}
          options=${CLOTHS.map((one) => [one, t(`edit.cloth.${one}`)])}
        />
        <${Choose}
          draft=${draft}
          name="mon"
          label=${t("edit.mon")}
          options=${MONS.map((one) => [one, t(`edit.mon.${one}`)])}
        />
      </div>
      <div aria-hidden="true">
        <${Curtain} booth=${{ cloth, mon, state: "open" }} />
      </div>
    </div>
  `;
}
