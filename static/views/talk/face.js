/** One of the others in a talk: the picture, or why there is none; name, role and whether the person speaks. */
import { Icon } from "../../components/icon.js";
import { Initials } from "../../components/person.js";
import { UserText } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { canShow } from "../../media/codecs.js";
import { clockOf, keptFor } from "../../talk-standing.js";
import { hereZone } from "../../times.js";
import { Picture, Voice } from "./picture.js";

/**
 * `seat`: what the person's browser sends; `stream` and `voice`: the line on which it is received, none by text;
 * `soundOnly`: I chose to receive no pictures.
 */
export function Face({ person, seat, stream, voice, speaking, soundOnly, now }) {
  const { t } = useApp();
  const inside = person.where === "inside";
  const without = !seat?.camera
    ? null
    : soundOnly
      ? "talk.sound-only"
      : seat.codec && !canShow(seat.codec)
        ? "talk.no-codec"
        : null;
  const shown = inside && Boolean(stream) && Boolean(seat?.camera) && !without;
  return html`
    <li class="frame face" data-where=${person.where} data-speaking=${speaking && inside}>
      ${stream && html`<${Picture} stream=${stream} muted=${true} hidden=${!shown} />`}
      ${voice && html`<${Voice} stream=${voice} />`}
      ${!shown && html`
        <div class="say">
          <span class="person big" aria-hidden="true">
            <${Initials} person=${person} />
          </span>
          <${Why} person=${person} seat=${seat} without=${without} now=${now} />
        </div>
      `}
      <span class="bl">
        <span class="tag name">
          ${inside && seat?.device && html`
            <${Icon} name=${seat.microphone ? "mic" : "muted"} />
            ${!seat.microphone && html`<span class="vh">${t("talk.muted")}</span>`}
          `}
          <span>
            <${UserText}>${person.name}<//>
            <small> ${t(`talk.role.${person.role}`)}</small>
          </span>
        </span>
      </span>
      ${person.quality && html`
        <span class="tr">
          <span class="tag">
            <${Icon} name="signal" />
            ${t(`talk.quality.${person.quality}`)}
          </span>
        </span>
      `}
      ${speaking && inside && html`
        <span class="tl">
          <span class="tag">
            <${Icon} name="vol" />
            ${t("talk.speaking")}
          </span>
        </span>
      `}
    </li>
  `;
}

function Why({ person, seat, without, now }) {
  const { state, t, times } = useApp();
  const { where } = person;
  const zone = state.start.zone ?? hereZone();
  if (where === "inside" && without) return html`<p>${t(without)}</p>`;
  if (where === "inside") return html`<p>${t(seat?.device ? "talk.no-camera" : "talk.text-only")}</p>`;
  if (where === "left") return html`<p>${t("talk.where.left", { at: times.clock(person.left_at, zone) })}</p>`;
  if (where === "absent") return html`<p>${t("talk.where.absent")}</p>`;
  const seconds = keptFor(person, now);
  return html`
    <h3>${t("talk.where.lost")}</h3>
    <p>${seconds > 0 ? t("talk.kept", clockOf(seconds)) : t("talk.kept.over")}</p>
  `;
}
