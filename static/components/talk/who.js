/** The names of a talk's people, as a title and as a list with roles. */
import { html, useApp } from "../../html.js";
import { othersIn } from "../../talk-standing.js";
import { Person } from "../person.js";

/** The names of these people in one line, as the language joins them. */
export function namesOf(people, lang) {
  return new Intl.ListFormat(lang, { type: "conjunction", style: "short" }).format(
    people.map((person) => person.name),
  );
}

export function useOthers(talk) {
  const { client, lang } = useApp();
  const others = othersIn(talk, client.me().id);
  return { others, names: namesOf(others, lang) };
}

export function Who({ people }) {
  const { t } = useApp();
  return html`
    <ul class="stack snug" aria-label=${t("talk.who")}>
      ${people.map((person) => html`
        <li key=${person.id}>
          <${Person} person=${person} note=${t(`talk.role.${person.role}`)} />
        </li>
      `)}
    </ul>
  `;
}
