/** What came of a talk, in three taps: outcome, next step, note. What is typed and not saved outlives a reload. */
import { html, useApp, useState } from "../../html.js";
import { tabStorage } from "../../storage.js";
import { Shown } from "./shown.js";
import { Thank } from "./thank.js";

const OUTCOMES = ["next_step", "consider", "not_now"];
const STEPS = ["interview", "papers", "visit", "other"];
const LONGEST = 1000;

/** What I typed that is not as it was sent. */
const remaining = (typed, sent) =>
  Object.fromEntries(Object.entries(typed).filter(([name, value]) => value !== sent[name]));

/** `talk`: its id; `visit`: what is kept of it, if anything; `open`: the talk, while it goes on. */
export function Outcome({ place, talk, visit, open, onSaved }) {
  const { client, state, t, times } = useApp();
  const key = `visit-${talk}`;
  const [typed, setTyped] = useState(() => tabStorage.get(key) ?? {});
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const keep = (change) =>
    setTyped((now) => {
      const next = change(now);
      tabStorage.put(key, Object.keys(next).length ? next : null); // at once: the page may be reloaded
      return next;
    });
  const visitor = visit?.visitor ?? open?.people.find((person) => person.id === open.visitor);
  if (!visitor)
    return html`
      <section class="card" aria-labelledby="outcome">
        <h2 id="outcome">${t("booth-desk.outcome.title")}</h2>
        <p class="small soft">${t("booth-desk.outcome.none")}</p>
      </section>
    `;
  const kept = {
    outcome: visit?.outcome ?? null,
    next_step: visit?.next_step ?? null,
    note: visit?.note ?? "",
  };
  const values = { ...kept, ...typed };
  const put = (patch) => keep((now) => ({ ...now, ...patch }));
  const choose = (outcome) => put({ outcome, ...(outcome === "next_step" ? {} : { next_step: null }) });
  async function save(event) {
    event.preventDefault();
    if (busy || Object.keys(typed).length === 0) return;
    setBusy(true);
    setError(null);
    try {
      await client.act("visit.write", { talk, ...values });
      keep((now) => remaining(now, values)); // what was typed meanwhile stays
      onSaved();
      client.notify("booth-desk.saved", { name: visitor.name });
    } catch (refused) {
      setError(refused);
      client.announceError(refused);
    }
    setBusy(false);
  }
  const number = visit ? visit.number : null;
  return html`
    <section class="card" aria-labelledby="outcome">
      <h2 id="outcome">${t("booth-desk.outcome.title")}</h2>
      <p class="small soft">
        ${visitor.name}
        ${number != null && ` · ${t("booth-desk.number", { number })}`}
      </p>
      ${!open && html`<${Shown} shows=${visit.shows} place=${place} person=${visitor.id} />`}
      <form class="stack snug" onSubmit=${save}>
        <fieldset>
          <legend class="legend">${t("booth-desk.outcome")}</legend>
          <div class="choice">
            ${OUTCOMES.map((one) => html`
              <label key=${one}>
                <input
                  type="radio"
                  name="outcome"
                  checked=${values.outcome === one}
                  onChange=${() => choose(one)}
                />
                ${t(`booth-desk.outcome.${one}`)}
              </label>
            `)}
          </div>
        </fieldset>
        ${values.outcome === "next_step" && html`
          <div class="stack tight" role="group" aria-labelledby="next-step">
            <span class="legend" id="next-step">
              ${t("booth-desk.next")}
            </span>
            <div class="chips">
              ${STEPS.map((one) => html`
                <button
                  key=${one}
                  class="chip"
                  type="button"
                  aria-pressed=${values.next_step === one}
                  onClick=${() => put({ next_step: values.next_step === one ? null : one })}
                >
                  ${t(`booth-desk.next.${one}`)}
                </button>
              `)}
            </div>
          </div>
        `}
        <label class="field">
          <span>${t("booth-desk.note")}</span>
          <textarea
            rows="3"
            maxlength=${LONGEST}
            value=${values.note}
            onInput=${(event) => put({ note: event.target.value })}
            onKeyDown=${(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && save(event)}
          ></textarea>
          <small>${t("booth-desk.note.hint")}</small>
        </label>
        ${error && html`
          <p class="note harm">
            <span></span>
            <span>${client.errorText(error)}</span>
          </p>
        `}
        <button
          class="btn primary wide"
          type="submit"
          aria-disabled=${busy || Object.keys(typed).length === 0}
        >
          ${t("booth-desk.save")}
        </button>
        ${visit?.written_by && html`
          <p class="hint">
            ${t("booth-desk.saved.at", {
              name: visit.written_by.name,
              at: times.clock(visit.written_at, state.start.zone),
            })}
          </p>
        `}
      </form>
      ${visit?.written_by && !open && html`<${Thank} visit=${visit} />`}
    </section>
  `;
}
