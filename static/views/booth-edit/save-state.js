/** Whether something is saved; and when a colleague changed the same field, the decision whose text stays. */
import { Icon } from "../../components/icon.js";
import { html, useApp } from "../../html.js";

const TONES = { saved: "check", saving: "swap", typing: "pen" };

export function SaveState({ one, labels }) {
  const { client, state, t, times } = useApp();
  const label = (field) => fieldName(field, labels, t);
  if (one.state === "conflict") return html`<${Conflict} one=${one} label=${label} />`;
  if (one.state === "gone")
    return html`
      <div class="note warn">
        <${Icon} name="warn" />
        <span>${t("write.gone")}</span>
        <p class="line">
          <button class="btn little" type="button" onClick=${() => one.anew()}>
            ${t("write.gone.anew")}
          </button>
        </p>
      </div>
    `;
  if (one.state === "clean") return null;
  const lost = state.link !== "on" && ["saving", "typing", "refused"].includes(one.state);
  const said = lost
    ? t("write.kept")
    : {
        typing: () => t("write.typing"),
        saving: () => t("write.saving"),
        saved: () => t("write.saved", { time: times.clock(one.savedAt, client.me().zone) }),
        missing: () => t("write.missing", { fields: one.missing.map(label).join(t("write.and")) }),
        refused: () => t("write.refused", { why: client.errorText(one.error) }),
      }[one.state]();
  const bad = lost || ["missing", "refused"].includes(one.state);
  return html`
    <p class=${bad ? "save-state note warn" : "save-state small soft with-i"} data-state=${one.state}>
      <${Icon} name=${bad ? "warn" : TONES[one.state]} />
      <span>${said}</span>
    </p>
  `;
}

/** Shows the colleague's version of each field in conflict; nothing is overwritten before the decision. */
function Conflict({ one, label }) {
  const { t } = useApp();
  const theirs = (field) => field.split(".").reduce((value, key) => value?.[key], one.card);
  return html`
    <section class="note warn conflict" aria-label=${t("write.conflict.title")}>
      <${Icon} name="people" />
      <div class="stack tight">
        <b>${t("write.conflict")}</b>
        <dl class="stack tight">
          ${one.conflicts.map((field) => html`
            <div key=${field}>
              <dt class="small">${label(field)}</dt>
              <dd class="quote" dir="auto">
                ${textOf(theirs(field), t)}
              </dd>
            </div>
          `)}
        </dl>
      </div>
      <p class="line">
        <button class="btn little" type="button" onClick=${() => one.decide(false)}>
          ${t("write.conflict.theirs")}
        </button>
        <button class="btn little" type="button" onClick=${() => one.decide(true)}>
          ${t("write.conflict.mine")}
        </button>
      </p>
    </section>
  `;
}

function fieldName(field, labels, t) {
  const [name, side] = field.split(".");
  return side
    ? t("write.side", { field: labels[name] ?? name, language: t(`language.${side}`) })
    : (labels[name] ?? name);
}

function textOf(value, t) {
  if (Array.isArray(value)) return value.map((code) => t(`language.${code}`)).join(" / ") || "–";
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  return value == null || value === "" ? "–" : String(value);
}
