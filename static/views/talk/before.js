/** Before a talk: I am asked, I wait for an answer, it is too early, or it is not mine. */
import { Mon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { Answer, TakeBack, useAsked } from "../../components/talk/asked.js";
import { When } from "../../components/talk/when.js";
import { useOthers, Who } from "../../components/talk/who.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { Network } from "./network.js";

export function Asked({ talk }) {
  const { others } = useOthers(talk);
  const { title, what } = useAsked(talk);
  return html`
    <${Page} title=${title}>
      <div class="card stack talk-note">
        <${Heading}>${title}<//>
        <${Who} people=${others} />
        <p>${what}</p>
        <${Answer} talk=${talk} />
      </div>
    <//>
  `;
}

export function Asking({ talk }) {
  const { t } = useApp();
  const { others, names } = useOthers(talk);
  const title = t("talk.asking", { names });
  return html`
    <${Page} title=${title}>
      <div class="card stack talk-note">
        <${Heading}>${title}<//>
        <${Who} people=${others} />
        <${TakeBack} talk=${talk} />
      </div>
    <//>
  `;
}

export function Early({ talk }) {
  const { t } = useApp();
  const { others, names } = useOthers(talk);
  return html`
    <${Page} title=${t("talk.with", { names })}>
      <div class="card stack talk-note">
        <${Heading}>${t("talk.early")}<//>
        <p class="small soft">
          <${Localized} text=${talk.place_name} />
        </p>
        <${When} talk=${talk} />
        <${Who} people=${others} />
        <p class="small soft">${t("talk.early.what")}</p>
        <${Network} />
      </div>
    <//>
  `;
}

export function Stranger() {
  const { t } = useApp();
  return html`
    <${Page} title=${t("talk.stranger")}>
      <div class="card empty-state refused">
        <${Mon} />
        <${Heading}>${t("talk.stranger")}<//>
        <p>${t("talk.stranger.what")}</p>
        <p>
          <a class="btn primary" href="/my-day">
            ${t("talk.next.day")}
          </a>
        </p>
      </div>
    <//>
  `;
}
