/** The replies to me that I have not read; pressing one leads to it. */
import { repliesToMe } from "../../client/unread.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { MessageRow } from "./message-row.js";

export function Replies({ zone }) {
  const { state, t } = useApp();
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
          <${MessageRow} key=${reply.message} message=${reply} zone=${zone}>
            <p class="tiny">
              <a href=${`/${reply.kind}s/${reply.place}#chat`}>
                <${Localized} text=${reply.place_name} />
              </a>
            </p>
          <//>
        `)}
      </ul>
    </section>
  `;
}
