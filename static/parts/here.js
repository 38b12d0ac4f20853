/** Who is in a booth: its representatives, those who agreed to be named, and a figure for everybody else. */
import { html, useEffect, useFair, useRef } from "../html.js";
import { Bones } from "./blank.js";
import { Count } from "./count.js";
import { Person } from "./person.js";

const SAID_EVERY_MS = 10_000;

export function Here({ here, company = [] }) {
  const { fair, t } = useFair();
  useCountSaid(here?.count);
  const people = here?.people ?? [];
  const more = here ? here.count - people.length : 0;
  const me = fair.me();
  const shown = people.some((person) => person.id == me.id);
  const working = company.some((person) => person.id == me.id) || here?.reps.some((person) => person.id == me.id);
  return html`<section class="card" aria-labelledby="here">
    <div class="head"><h2 id="here">${t("here.title")}</h2><span class="end"><${Count} count=${here?.count} label="here.count" /></span></div>
    ${!here && html`<${Bones} />`}
    ${here && html`
      <${Representatives} here=${here} company=${company} />
      <hr class="rule" />
      <h3 class="legend">${t("here.people")}</h3>
      ${people.length > 0 && html`<ul class="stack snug">${people.map((person) => html`<li key=${person.id}><${Person} person=${person} note=${person.id == me.id ? t("here.you") : null} /></li>`)}</ul>`}
      ${more > 0 && html`<p class="small soft">${t(people.length ? "here.more" : "here.only-more", { count: more })}</p>`}
      ${here.count == 0 && html`<p class="small soft">${t("here.nobody")}</p>`}
      ${!working && html`<p class="hint">${shown ? t("here.you-shown") : t("here.you-hidden")} <a href="/me">${t("here.change")}</a></p>`}`}
  </section>`;
}

/** Those who are here first, then the company's others; by name only who agreed, with what one can speak with them. */
function Representatives({ here, company }) {
  const { lang, t } = useFair();
  const there = new Set(here.reps.map((person) => person.id));
  const away = company.filter((person) => !there.has(person.id));
  const unnamed = here.working - here.reps.length;
  const spoken = (person) => (company.find((one) => one.id == person.id)?.languages ?? []).map((code) => t(`language.${code}`)).join(lang == "ja" ? "・" : ", ");
  const note = (person, state) => [state, spoken(person)].filter(Boolean).join(" · ");
  return html`<h3 class="legend">${t("here.reps")}</h3>
    ${!here.working && html`<p class="small soft">${t("here.no-reps")}</p>`}
    ${here.reps.length + away.length > 0 && html`<ul class="stack snug">
      ${here.reps.map((person) => html`<li key=${person.id}><${Person} person=${person} note=${note(person, t("here.at-booth"))} /></li>`)}
      ${away.map((person) => html`<li key=${person.id}><${Person} person=${person} note=${note(person, t("here.away"))} /></li>`)}</ul>`}
    ${unnamed > 0 && html`<p class="small soft">${t(here.reps.length ? "here.reps-more" : "here.reps-unnamed", { count: unnamed })}</p>`}`;
}

/** A figure is spoken when it changed, at most once in ten seconds. */
export function useCountSaid(count, key = "here.said") {
  const { fair } = useFair();
  const said = useRef({ count: null, at: 0 });
  useEffect(() => {
    if (count == null || count === said.current.count) return;
    if (said.current.count == null) {
      said.current = { count, at: Date.now() };
      return;
    }
    const timer = setTimeout(() => {
      said.current = { count, at: Date.now() };
      fair.say(key, { count });
    }, Math.max(0, said.current.at + SAID_EVERY_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [count]);
}
