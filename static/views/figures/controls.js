/** Figures as the address asks for them: fetched and kept fresh, with the controls that change the address. */
import { post } from "../../client/api.js";
import { Icon } from "../../components/icon.js";
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { settingsIn, CAPACITIES, searchOf, UNITS } from "./settings.js";

const FRESH_MS = 30_000;

/** Fetches figures, and again every half minute. `failed`: why the last attempt failed; the figures stay meanwhile. */
export function useFigures(path, wanted) {
  const [found, setFound] = useState(
    /** @type {{figures: any, failed: any, key: string}} */ ({ figures: null, failed: null, key: "" }),
  );
  const key = JSON.stringify(wanted);
  const { state } = useApp();
  const newest = useRef(key);
  newest.current = key;
  useEffect(() => {
    let here = true;
    const mine = () => here && newest.current === key;
    const ask = () =>
      post(path, wanted).then(
        (figures) => mine() && setFound({ figures, failed: null, key }),
        (failed) => mine() && setFound((before) => ({ ...before, failed, key })),
      );
    ask();
    const timer = setInterval(() => document.visibilityState === "visible" && ask(), FRESH_MS);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [path, key, state.link === "lost"]);
  return { ...found, late: found.key !== key };
}

export const useAsked = () => settingsIn(location.search);

/** `more`: other parameters of the address to keep. */
export function Controls({ asked, more = {}, children }) {
  const { client, state, t } = useApp();
  const change = (patch) =>
    client.go(state.path + searchOf({ ...asked, ...patch }, more), { replace: true });
  const choose = (name) => (event) => change({ [name]: event.target.value });
  const field = (name, key) => html`
    <${SecondsField}
      label=${t(key)}
      seconds=${asked[name]}
      onChange=${(seconds) => change({ [name]: seconds })}
    />
  `;
  return html`
    <div class="line choosing" role="group" aria-label=${t("figures.controls")}>
      ${children}
      <label class="select-field">
        <span>${t("figures.by.unit")}</span>
        <select value=${asked.unit} onChange=${choose("unit")}>
          ${UNITS.map((unit) => html`
            <option key=${unit} value=${unit}>
              ${t(`figures.unit.${unit}`)}
            </option>
          `)}
        </select>
      </label>
      <label class="select-field">
        <span>${t("figures.by.capacity")}</span>
        <select value=${asked.capacity} onChange=${choose("capacity")}>
          ${CAPACITIES.map((one) => html`
            <option key=${one} value=${one}>
              ${t(`figures.capacity.${one}`)}
            </option>
          `)}
        </select>
      </label>
      ${field("minimum_seconds", "figures.by.minimum")}
      ${field("grace_seconds", "figures.by.grace")}
    </div>
  `;
}

/** What is typed stays as it is, whatever else is drawn meanwhile, until it is taken. */
function SecondsField({ label, seconds, onChange }) {
  const [typed, setTyped] = useState(null);
  const take = (event) => {
    if (!event.target.reportValidity()) return;
    setTyped(null);
    onChange(event.target.valueAsNumber);
  };
  return html`
    <label class="select-field">
      <span>${label}</span>
      <input
        type="number"
        required
        min="0"
        max="86400"
        step="1"
        inputmode="numeric"
        value=${typed ?? seconds}
        onInput=${(event) => setTyped(event.target.value)}
        onChange=${take}
      />
    </label>
  `;
}

/** When figures were counted, and whether newer ones could not be fetched. */
export function CountedAt({ figures, failed }) {
  const { client, t, times } = useApp();
  const time = times.seconds(figures.at, figures.zone);
  if (failed)
    return html`
      <p class="note warn">
        <${Icon} name="warn" />
        <span>
          ${t("figures.old", { time })} ${client.errorText(failed)}
        </span>
      </p>
    `;
  return html`<p class="tiny faint">${t("figures.counted", { time })}</p>`;
}
