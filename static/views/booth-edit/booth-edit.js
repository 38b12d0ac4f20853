/** The page where a company edits its booth. It saves while one types, and shows a preview beside. */
import { entryOf, scopeState } from "../../client/selectors.js";
import { Skeleton } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { Localized } from "../../components/text.js";
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { localized } from "../../words.js";
import { BoothDrafts } from "./booth-drafts.js";
import { ItemList } from "./item-list.js";
import { BoothPreview } from "./preview.js";
import { TextsForm } from "./texts-form.js";

const SAID_EVERY_MS = 10_000;

export function BoothEdit({ place }) {
  const { state, lang, t } = useApp();
  const entry = entryOf(state, place);
  const held = scopeState(state, `booth:${place}`);
  const booth = held?.booth?.[place];
  const mayEdit = entry?.role === "rep" || state.start.roles.includes("organiser");
  if (entry?.refusal) return html`<${ErrorPage} error=${entry.refusal} />`;
  if (booth && entry?.role && !mayEdit) return html`<${ErrorPage} status="403" />`;
  const ready = booth && entry?.role;
  return html`
    <${Page} title=${booth ? t("write.title", { name: localized(booth.name, lang).text }) : t("loading")}>
      <p class="back">
        <a href=${`/booths/${place}`}>
          <${Icon} name="left" />
          ${t("write.back")}
        </a>
      </p>
      <header class="stack tight">
        <${Heading}>${booth ? html`<${Title} booth=${booth} />` : t("loading")}<//>
        <p class="small soft">
          ${t("write.what")}${" "}
          <a class="phone-only" href="#preview">
            ${t("write.to-preview")}
          </a>
        </p>
      </header>
      ${ready ? html`
        <${Table} place=${place} held=${held} />
      ` : html`
        <div class="card">
          <${Skeleton} />
        </div>
      `}
    <//>
  `;
}

function Title({ booth }) {
  const { rich } = useApp();
  return rich("write.title", { name: html`<${Localized} text=${booth.name} />` });
}

function Table({ place, held }) {
  const editing = useEditing(place, held);
  return html`
    <div class="grid writing">
      <div class="stack">
        <${TextsForm} one=${editing.texts} />
        <${ItemList} name="jobs" editing=${editing} />
        <${ItemList} name="documents" editing=${editing} />
      </div>
      <${BoothPreview} editing=${editing} />
    </div>
  `;
}

/** The drafts of this booth for as long as the page is open. What is not saved is in the tab's storage. */
function useEditing(place, held) {
  const { client, times } = useApp();
  const [, draw] = useState(0);
  const said = useRef({ at: 0 });
  const say = (event) => {
    if (event === "saved" && Date.now() - said.current.at < SAID_EVERY_MS) return;
    if (event === "saved") said.current.at = Date.now();
    client.announce(`write.said.${event}`);
  };
  const ref = useRef();
  ref.current ??= new BoothDrafts(client, place, {
    today: times.local(times.now(), client.me().zone).slice(0, 10),
    now: times.now,
    changed: (event) =>
      queueMicrotask(() => {
        draw((drawn) => drawn + 1);
        if (event) say(event);
      }),
  });
  const taken = useRef();
  if (taken.current !== held) ref.current.take((taken.current = held));
  useEffect(() => () => ref.current.stop(), []);
  return ref.current;
}
