/** A message in a list: who wrote it, what, when, and with `children` where. */
import { Initials } from "../../components/person.js";
import { UserText } from "../../components/text.js";
import { html, useApp } from "../../html.js";

export function MessageRow({ message, zone, children }) {
  const { times } = useApp();
  const { person, text, language, at } = message;
  return html`
    <li>
      <span class="person">
        <${Initials} person=${person} />
      </span>
      <div class="small">
        <b>
          <${UserText}>${person.name}<//>
        </b>
        <p class="soft">
          <${UserText} lang=${language}>${text}<//>
        </p>
        ${children}
      </div>
      <time class="tiny faint" datetime=${at}>
        ${times.clock(at, zone)}
      </time>
    </li>
  `;
}
