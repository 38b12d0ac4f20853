/** The card of a booth in the hall. */
import { BoothNeeds } from "../../components/booth-needs.js";
import { Curtain, StatusDot } from "../../components/booth-status.js";
import { PlaceCount } from "../../components/count.js";
import { Localized } from "../../components/text.js";
import { html } from "../../html.js";

export const BoothCard = ({ booth }) => html`
  <li class="booth">
    <${Curtain} booth=${booth} standing=${booth.standing} />
    <div>
      <div>
        <h3>
          <a href=${`/booths/${encodeURIComponent(booth.id)}`}>
            <${Localized} text=${booth.name} />
          </a>
        </h3>
        <p class="small soft">
          <${Localized} text=${booth.line} />
        </p>
      </div>
      <p class="line tight">
        <${BoothNeeds} booth=${booth} />
      </p>
      <p class="foot">
        <${StatusDot} standing=${booth.standing} />
        <${PlaceCount} place=${booth.id} label="booth.count" />
      </p>
    </div>
  </li>
`;
