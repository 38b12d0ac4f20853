/** A company writes its booth: words, jobs, documents; saved as one writes, seen as visitors will see it. */
import { Editing } from "../editing.js";
import { html, useEffect, useFair, useRef, useState } from "../html.js";
import { BoothPreview } from "../parts/booth-preview.js";
import { Bones } from "../parts/blank.js";
import { EditList } from "../parts/edit-list.js";
import { EditWords } from "../parts/edit-words.js";
import { Icon } from "../parts/icon.js";
import { Heading, Page } from "../parts/page.js";
import { Both } from "../parts/text.js";
import { side } from "../words.js";
import { Refused } from "./refused.js";

const SAID_EVERY_MS = 10_000;

export function BoothEdit({ place }) {
  const { state, lang, t } = useFair();
  const door = state.doors[`place ${place}`];
  const held = state.scopes[`booth:${place}`]?.state;
  const booth = held?.booth?.[place];
  const mayEdit = door?.capacity == "rep" || state.start.roles.includes("organiser");
  if (door?.refusal) return html`<${Refused} status=${door.refusal.code == "place.unknown" ? "404" : "403"} error=${door.refusal} />`;
  if (booth && door?.capacity && !mayEdit) return html`<${Refused} status="403" />`;
  const ready = booth && door?.capacity;
  return html`<${Page} title=${booth ? t("write.title", { name: side(booth.name, lang).text }) : t("loading")}>
    <p class="back"><a href=${`/booths/${place}`}><${Icon} name="left" />${t("write.back")}</a></p>
    <header class="stack tight"><${Heading}>${booth ? html`<${Title} booth=${booth} />` : t("loading")}<//>
      <p class="small soft">${t("write.what")} <a class="phone-only" href="#preview">${t("write.to-preview")}</a></p></header>
    ${ready ? html`<${Table} place=${place} held=${held} />` : html`<div class="card"><${Bones} /></div>`}<//>`;
}

function Title({ booth }) {
  const { rich } = useFair();
  return rich("write.title", { name: html`<${Both} text=${booth.name} />` });
}

function Table({ place, held }) {
  const editing = useEditing(place, held);
  return html`<div class="grid writing"><div class="stack"><${EditWords} one=${editing.words} /><${EditList} name="jobs" editing=${editing} /><${EditList} name="documents" editing=${editing} /></div>
    <${BoothPreview} editing=${editing} /></div>`;
}

/** Lives as long as the page is open; what was not saved is still in the drawer when it opens again. */
function useEditing(place, held) {
  const { fair, times } = useFair();
  const [, draw] = useState(0);
  const said = useRef({ at: 0 });
  const say = (event) => {
    if (event == "saved" && Date.now() - said.current.at < SAID_EVERY_MS) return;
    if (event == "saved") said.current.at = Date.now();
    fair.say(`write.said.${event}`);
  };
  const ref = useRef();
  ref.current ??= new Editing(fair, place, {
    today: times.local(times.now(), fair.me().zone).slice(0, 10), now: times.now,
    changed: (event) => queueMicrotask(() => {
      draw((drawn) => drawn + 1);
      if (event) say(event);
    }),
  });
  const taken = useRef();
  if (taken.current !== held) ref.current.take((taken.current = held));
  useEffect(() => () => ref.current.stop(), []);
  return ref.current;
}
