/** Figures as the address asks for them: fetched, kept fresh, and the controls that change the address. */
import { post } from "../api.js";
import { askedIn, CAPACITIES, searchOf, UNITS } from "../figures.js";
import { html, useEffect, useFair, useRef, useState } from "../html.js";
import { Icon } from "./icon.js";

const FRESH_MS = 30_000;

/** The newest answer stays until a newer one is there; `failed` says that it is not the newest there could be. */
export function useFigures(path, wanted) {
  const [found, setFound] = useState({ figures: null, failed: null, key: "" });
  const key = JSON.stringify(wanted);
  const { state } = useFair();
  const newest = useRef(key);
  newest.current = key;
  useEffect(() => {
    let here = true;
    const mine = () => here && newest.current == key;
    const ask = () => post(path, wanted).then(
      (figures) => mine() && setFound({ figures, failed: null, key }),
      (failed) => mine() && setFound((before) => ({ ...before, failed, key })));
    ask();
    const timer = setInterval(() => document.visibilityState == "visible" && ask(), FRESH_MS);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [path, key, state.link == "lost"]);
  return { ...found, late: found.key != key };
}

export const useAsked = () => askedIn(location.search);

/** `more`: what else the address holds. */
export function Controls({ asked, more = {}, children }) {
  const { fair, state, t } = useFair();
  const change = (patch) => fair.go(state.path + searchOf({ ...asked, ...patch }, more), { replace: true });
  const choose = (name) => (event) => change({ [name]: event.target.value });
  const seconds = (name) => (event) => event.target.reportValidity() && change({ [name]: event.target.valueAsNumber });
  const field = (name, key) => html`<label class="pickone"><span>${t(key)}</span>
    <input type="number" required min="0" max="86400" step="1" inputmode="numeric" value=${asked[name]} onChange=${seconds(name)} /></label>`;
  return html`<div class="line choosing" role="group" aria-label=${t("figures.controls")}>${children}
    <label class="pickone"><span>${t("figures.by.unit")}</span><select value=${asked.unit} onChange=${choose("unit")}>${UNITS.map((unit) => html`
      <option key=${unit} value=${unit}>${t(`figures.unit.${unit}`)}</option>`)}</select></label>
    <label class="pickone"><span>${t("figures.by.capacity")}</span><select value=${asked.capacity} onChange=${choose("capacity")}>${CAPACITIES.map((one) => html`
      <option key=${one} value=${one}>${t(`figures.capacity.${one}`)}</option>`)}</select></label>
    ${field("minimum_seconds", "figures.by.minimum")}${field("grace_seconds", "figures.by.grace")}</div>`;
}

/** When these were counted, and that they may be old. */
export function CountedAt({ figures, failed }) {
  const { fair, t, times } = useFair();
  const time = times.seconds(figures.at, figures.zone);
  if (failed) return html`<p class="note warn"><${Icon} name="warn" /><span>${t("figures.old", { time })} ${fair.errorText(failed)}</span></p>`;
  return html`<p class="tiny faint">${t("figures.counted", { time })}</p>`;
}
