/** The card of a booth in a list. */
import { BoothNeeds } from "./booth-needs.js";
import { Curtain, StatusDot } from "./booth-status.js";
import { PlaceCount } from "./count.js";
import { Localized } from "./text.js";
import { html } from "../html.js";

export const BoothCard = ({ booth }) => html`
  <li class="booth" id=${`booth-${booth.id}`}>
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
