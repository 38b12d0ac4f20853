/** A person: initials on a coloured ground, the name as given, its reading, and a note. */
import { html } from "../html.js";
import { UserText } from "./text.js";

const CLOTHS = ["ai", "matsu", "ebi", "fuji", "sumi", "cha", "kaki"];

export function Initials({ person }) {
  const at = [...person.name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % CLOTHS.length;
  return html`
    <b data-cloth=${CLOTHS[at]} aria-hidden="true">
      ${initials(person.name)}
    </b>
  `;
}

function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  if (!/^[\p{Script=Latin}]/u.test(words[0] ?? "")) return [...(words[0] ?? "?")][0];
  return words
    .slice(0, 2)
    .map((word) => [...word][0].toUpperCase())
    .join("");
}

export function Person({ person, note }) {
  const reading = person.furigana && person.furigana !== person.name ? person.furigana : null;
  return html`
    <span class="person">
      <${Initials} person=${person} />
      <span>
        <${UserText}>${person.name}<//>
        ${(reading || note) && html`
          <small>
            ${reading && html`<${UserText}>${reading}<//>`}
            ${reading && note && " · "}
            ${note}
          </small>
        `}
      </span>
    </span>
  `;
}
