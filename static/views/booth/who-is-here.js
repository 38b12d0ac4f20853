/** Who is in a booth: representatives, visitors who agreed to be named, and the number of the others. */
import { Count } from "../../components/count.js";
import { Skeleton } from "../../components/empty-state.js";
import { Person } from "../../components/person.js";
import { useAnnouncedCount } from "../../components/use-announced-count.js";
import { html, useApp } from "../../html.js";

/**
 * @param {{here: any, company?: any[], onPerson?: ((person: any) => any)|false}} props
 *   onPerson: what stands beside a visitor's name, for who works here
 */
export function WhoIsHere({ here, company = [], onPerson }) {
  const { client, t } = useApp();
  useAnnouncedCount(here?.count);
  const people = here?.people ?? [];
  const more = here ? here.count - people.length : 0;
  const me = client.me();
  const shown = people.some((person) => person.id === me.id);
  const working =
    company.some((person) => person.id === me.id) || here?.reps.some((person) => person.id === me.id);
  return html`
    <section class="card" aria-labelledby="here">
      <div class="head">
        <h2 id="here">${t("here.title")}</h2>
        <span class="end">
          <${Count} count=${here?.count} label="here.count" />
        </span>
      </div>
      ${!here && html`<${Skeleton} />`}
      ${here && html`
        <${Representatives} here=${here} company=${company} />
        <hr class="rule" />
        <h3 class="legend">${t("here.people")}</h3>
        ${people.length > 0 && html`
          <ul class="stack snug">
            ${people.map((person) => html`
              <li key=${person.id} class="line">
                <${Person} person=${person} note=${person.id === me.id ? t("here.you") : null} />
                ${person.id !== me.id && onPerson && onPerson(person)}
              </li>
            `)}
          </ul>
        `}
        ${more > 0 && html`
          <p class="small soft">${t(people.length ? "here.more" : "here.only-more", { count: more })}</p>
        `}
        ${here.count === 0 && html`<p class="small soft">${t("here.nobody")}</p>`}
        ${!working && html`
          <p class="hint">
            ${shown ? t("here.you-shown") : t("here.you-hidden")} <a href="/me">${t("here.change")}</a>
          </p>
        `}
      `}
    </section>
  `;
}

/** The company's people: who is here first, then the others; by name only who agreed, with their languages. */
function Representatives({ here, company }) {
  const { lang, t } = useApp();
  const there = new Set(here.reps.map((person) => person.id));
  const away = company.filter((person) => !there.has(person.id));
  const unnamed = here.working - here.reps.length;
  const spoken = (person) =>
    (company.find((one) => one.id === person.id)?.languages ?? [])
      .map((code) => t(`language.${code}`))
      .join(lang === "ja" ? "・" : ", ");
  const note = (person, state) => [state, spoken(person)].filter(Boolean).join(" · ");
  return html`
    <h3 class="legend">${t("here.reps")}</h3>
    ${!here.working && html`<p class="small soft">${t("here.no-reps")}</p>`}
    ${here.reps.length + away.length > 0 && html`
      <ul class="stack snug">
        ${here.reps.map((person) => html`
          <li key=${person.id}>
            <${Person} person=${person} note=${note(person, t("here.at-booth"))} />
          </li>
        `)}
        ${away.map((person) => html`
          <li key=${person.id}>
            <${Person} person=${person} note=${note(person, t("here.away"))} />
          </li>
        `)}
      </ul>
    `}
    ${unnamed > 0 && html`
      <p class="small soft">
        ${t(here.reps.length ? "here.reps-more" : "here.reps-unnamed", { count: unnamed })}
      </p>
    `}
  `;
}
