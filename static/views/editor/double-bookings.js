/** The sessions that use the same room or speaker at the same time, and the choice to save all the same. */
import { Icon } from "../../components/icon.js";
import { Localized, UserText } from "../../components/text.js";
import { html, useApp } from "../../html.js";

export function DoubleBookings({ refusal, edition, people, busy, onAnyway, onChange }) {
  const { t, times } = useApp();
  const { conflicts, count } = refusal.details;
  return html`
    <div class="note warn double-bookings">
      <${Icon} name="warn" />
      <div class="stack tight">
        <b>${t("edit.conflict", { count })}</b>
        <ul class="stack tight">
          ${conflicts.map((one) => html`
            <li key=${`${one.kind}-${one.person}-${one.session}`}>
              <span class="badge line">
                ${one.kind === "place" ? html`
                  <${Localized} text=${one.place} />
                ` : html`
                  <${UserText}>
                    ${people.find((each) => each.id === one.person)?.name ?? t("role.speaker")}
                  <//>
                `}
              </span>
              <a
                href=${
                  one.edition === edition
                    ? `#timetable/${one.session}`
                    : `/editions/${one.edition}/edit#timetable/${one.session}`
                }
              >
                <${Localized} text=${one.title} />
              </a>
              <span class="small">
                ${" "}
                ${times.moment(one.starts_at, one.zone)}–${times.clock(one.ends_at, one.zone)}
                ${one.kind === "speaker" && html`
                  ${" "}
                  · <${Localized} text=${one.place} />
                `}
              </span>
            </li>
          `)}
        </ul>
      </div>
      <div class="line">
        <button class="btn primary" type="button" onClick=${onChange}>
          ${t("edit.conflict.change")}
        </button>
        <button class="btn" type="button" aria-disabled=${busy} onClick=${onAnyway}>
          ${t("edit.conflict.anyway")}
        </button>
      </div>
    </div>
  `;
}
