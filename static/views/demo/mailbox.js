/** The demo's mailbox: every mail that the fair would have sent. */
import { get } from "../../client/api.js";
import { Moment } from "../../components/clock.js";
import { EmptyState, Skeleton } from "../../components/empty-state.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { hereZone } from "../../times.js";

const EVERY_MS = 3000;

export function Mailbox() {
  const { client, t } = useApp();
  const [mails, setMails] = useState(null);
  const [error, setError] = useState(null);
  const [chosen, setChosen] = useState(null);
  const title = useRef();

  useEffect(() => {
    const look = () =>
      document.hidden ||
      get("/api/demo/mailbox").then((answer) => {
        setMails(answer.mails);
        setError(null);
      }, setError);
    look();
    const timer = setInterval(look, EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  const open = mails?.find((mail) => mail.id === chosen) ?? mails?.[0];
  const choose = (mail) => {
    setChosen(mail.id);
    setTimeout(() => title.current?.focus());
  };
  return html`
    <${Page} title=${t("mailbox.title")}>
      <p class="back">
        <a href="/demo">
          <${Icon} name="left" />
          ${t("demo.title")}
        </a>
      </p>
      <header class="head">
        <${Heading}>${t("mailbox.title")}<//>
        <p class="soft small">${t("mailbox.what")}</p>
      </header>
      ${error && html`
        <p class="note warn">
          <${Icon} name="warn" />
          <span>${client.errorText(error)}</span>
        </p>
      `}
      ${!mails && !error && html`
        <div class="card">
          <span class="vh">${t("loading")}</span>
          <${Skeleton} />
        </div>
      `}
      ${mails && !mails.length && html`
        <div class="card">
          <${EmptyState} mon="nami" level=${2} title=${t("mailbox.empty")}>
            <p>${t("mailbox.empty.next")}</p>
          <//>
        </div>
      `}
      ${open && html`
        <div class="grid mailbox">
          <nav class="card flush" aria-label=${t("mailbox.list")}>
            <ul class="rows">
              ${mails.map((mail) => html`
                <li key=${mail.id} aria-current=${mail.id === open.id ? "true" : null}>
                  <button class="mail-row" type="button" onClick=${() => choose(mail)}>
                    <b>
                      <bdi>${mail.subject}</bdi>
                    </b>
                    <span class="tiny faint">
                      <bdi>${mail.to}</bdi> ·${" "}
                      ${mail.sent_at ? html`
                        <${Moment} at=${mail.sent_at} zone=${hereZone()} />
                      ` : (
                        t("mailbox.waiting")
                      )}
                    </span>
                  </button>
                </li>
              `)}
            </ul>
          </nav>
          <article class="card" aria-labelledby="subject">
            <h2 id="subject" tabindex="-1" ref=${title}>
              <bdi>${open.subject}</bdi>
            </h2>
            <p class="small soft">
              ${t("mailbox.to")} <bdi>${open.to}</bdi>
            </p>
            <hr class="rule" />
            <div class="letter">${linked(open.text)}</div>
          </article>
        </div>
      `}
    <//>
  `;
}

/** A mail's text; addresses of this site become links. */
function linked(text) {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((piece, at) => (at % 2 && ours(piece) ? html`<a href=${piece}>${piece}</a>` : piece));
}

function ours(address) {
  try {
    return new URL(address).origin === location.origin;
  } catch {
    return false;
  }
}
