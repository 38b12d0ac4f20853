/** Whether what I wrote is kept, and if a colleague wrote too, whose words stay. */
import { html, useFair } from "../html.js";
import { Icon } from "./icon.js";

const TONES = { saved: "check", saving: "swap", typing: "pen" };

export function EditState({ one, labels }) {
  const { fair, state, t, times } = useFair();
  const label = (field) => fieldName(field, labels, t);
  if (one.state == "clash") return html`<${Clash} one=${one} label=${label} />`;
  if (one.state == "gone") return html`<div class="note warn"><${Icon} name="warn" /><span>${t("write.gone")}</span>
    <p class="line"><button class="btn little" type="button" onClick=${() => one.anew()}>${t("write.gone.anew")}</button></p></div>`;
  if (one.state == "clean") return null;
  const lost = state.link != "on" && ["saving", "typing", "refused"].includes(one.state);
  const said = lost ? t("write.kept") : {
    typing: () => t("write.typing"),
    saving: () => t("write.saving"),
    saved: () => t("write.saved", { time: times.clock(one.savedAt, fair.me().zone) }),
    missing: () => t("write.missing", { fields: one.missing.map(label).join(t("write.and")) }),
    refused: () => t("write.refused", { why: fair.errorText(one.error) }),
  }[one.state]();
  const bad = lost || ["missing", "refused"].includes(one.state);
  return html`<p class=${bad ? "editstate note warn" : "editstate small soft with-i"} data-state=${one.state}><${Icon} name=${bad ? "warn" : TONES[one.state]} /><span>${said}</span></p>`;
}

/** Both versions stand beside each other; nothing is overwritten until I say so. */
function Clash({ one, label }) {
  const { t } = useFair();
  const theirs = (field) => field.split(".").reduce((value, key) => value?.[key], one.card);
  return html`<section class="note warn clash" aria-label=${t("write.clash.title")}><${Icon} name="people" /><div class="stack tight"><b>${t("write.clash")}</b>
    <dl class="stack tight">${one.clashes.map((field) => html`<div key=${field}><dt class="small">${label(field)}</dt><dd class="quote" dir="auto">${textOf(theirs(field), t)}</dd></div>`)}</dl></div>
    <p class="line"><button class="btn little" type="button" onClick=${() => one.decide(false)}>${t("write.clash.theirs")}</button>
      <button class="btn little" type="button" onClick=${() => one.decide(true)}>${t("write.clash.mine")}</button></p></section>`;
}

export function fieldName(field, labels, t) {
  const [name, side] = field.split(".");
  return side ? t("write.side", { field: labels[name] ?? name, language: t(`language.${side}`) }) : labels[name] ?? name;
}

function textOf(value, t) {
  if (Array.isArray(value)) return value.map((code) => t(`language.${code}`)).join(" / ") || "–";
  if (typeof value == "boolean") return t(value ? "yes" : "no");
  return value == null || value === "" ? "–" : String(value);
}
