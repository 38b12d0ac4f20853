/** After a talk: why it is over, and where to go next. Or I have left one that goes on. */
import { Mon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { html, useApp } from "../../html.js";
import { localized } from "../../words.js";
import { Afterwards } from "./afterwards.js";
import { useOthers } from "../../components/talk/who.js";

function Next({ talk }) {
  const { client, lang, t } = useApp();
  const works = talk.people.some((person) => person.id === client.me().id && person.role === "rep");
  const booth = works ? `/booths/${talk.place}/desk` : `/booths/${talk.place}`;
  const path = { hall: "/hall", booth }[talk.place_kind] ?? `/${talk.place_kind}s/${talk.place}`;
  return html`
    <a class="btn" href=${path}>
      ${t("talk.next.place", { place: localized(talk.place_name, lang).text })}
    </a>
    <a class="btn" href="/my-day">
      ${t("talk.next.day")}
    </a>
  `;
}

export function Over({ talk }) {
  const { t } = useApp();
  const { names } = useOthers(talk);
  return html`
    <${Page} title=${t("talk.over")}>
      <div class="card empty-state" data-talk="over">
        <${Mon} name="kaze" size="l" />
        <${Heading}>${t("talk.over")}<//>
        <p>${t("talk.with", { names })}</p>
        <p>${t(`talk.why.${talk.why ?? "unanswered"}`)}</p>
        <p class="line">
          <${Next} talk=${talk} />
        </p>
      </div>
      <${Afterwards} talk=${talk} />
    <//>
  `;
}

export function Out({ talk, onBack }) {
  const { t } = useApp();
  const { names } = useOthers(talk);
  return html`
    <${Page} title=${t("talk.out")}>
      <div class="card empty-state" data-talk="out">
        <${Mon} name="kaze" size="l" />
        <${Heading}>${t("talk.out")}<//>
        <p>${t("talk.with", { names })}</p>
        <p>${t("talk.out.what")}</p>
        <p class="line">
          <button class="btn primary" type="button" onClick=${onBack}>
            ${t("talk.out.back")}
          </button>
          <${Next} talk=${talk} />
        </p>
      </div>
    <//>
  `;
}
