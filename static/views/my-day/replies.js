/** The replies to me that I have not read; pressing one leads to it. */
import { repliesToMe } from "../../client/unread.js";
import { Localized, UserText } from "../../components/text.js";
import { Initials } from "../../components/person.js";
import { html, useApp } from "../../html.js";

export function Replies({ zone }) {
  const { state, t, times } = useApp();
  const replies = repliesToMe(state);
  if (!replies.length) return null;
  return html`
    <section class="card" aria-labelledby="replies">
      <div class="head">
        <h2 id="replies">${t("day.replies")}</h2>
        <span class="end fig">${replies.length}</span>
      </div>
      <ul class="rows">
        ${replies.map((reply) => html`
          <li key=${reply.message}>
            <span class="person">
              <${Initials} person=${reply.person} />
            </span>
            <div class="small">
              <b>
                <${UserText}>${reply.person.name}<//>
              </b>
              <p class="soft">
                <${UserText} lang=${reply.language}>${reply.text}<//>
              </p>
              <p class="tiny">
                <a href=${`/${reply.kind}s/${reply.place}#chat`}>
                  <${Localized} text=${reply.place_name} />
                </a>
              </p>
            </div>
            <time class="tiny faint" datetime=${reply.at}>
              ${times.clock(reply.at, zone)}
            </time>
          </li>
        `)}
      </ul>
    </section>
  `;
}
