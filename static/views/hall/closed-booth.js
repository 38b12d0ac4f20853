/** A booth where nobody can be met now, in one line: its name, what it does, and when it opens. */
import { StatusDot } from "../../components/booth-status.js";
import { Mon } from "../../components/icon.js";
import { Localized } from "../../components/text.js";
import { html, useWords } from "../../html.js";

export function ClosedBooth({ booth, openings, zone }) {
  const { times } = useWords();
  const now = times.now();
  const next = openings
    .filter((one) => booth.openings.includes(one.id) && new Date(one.closes_at) > now)
    .sort((a, b) => a.opens_at.localeCompare(b.opens_at))[0];
  const today = next && times.day(next.opens_at, zone) === times.day(now, zone);
  return html`
    <li id=${`booth-${booth.id}`}>
      <${Mon} name=${booth.mon} size="s" />
      <div>
        <a href=${`/booths/${booth.id}`}>
          <${Localized} text=${booth.name} />
        </a>
        <p class="tiny faint">
          <${Localized} text=${booth.line} />
        </p>
      </div>
      <p class="line tight tiny soft">
        <${StatusDot} standing=${booth.standing} />
        ${next && html`
          <span>
            ${(today ? times.clock : times.moment)(next.opens_at, zone)}–${times.clock(next.closes_at, zone)}
          </span>
        `}
      </p>
    </li>
  `;
}
