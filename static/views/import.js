/** People and companies out of a CSV file: which, what it would do, and doing exactly that. */
import { sendFile } from "../api.js";
import { html, useFair, useRef, useState } from "../html.js";
import { Bones } from "../parts/blank.js";
import { useScope } from "../parts/following.js";
import { Icon } from "../parts/icon.js";
import { FileArea } from "../parts/import-file.js";
import { ImportRows } from "../parts/import-rows.js";
import { Live } from "../parts/styles.js";
import { Heading, Page } from "../parts/page.js";
import { Both } from "../parts/text.js";
import { Refusal } from "../refusal.js";
import { mayEdit } from "../rights.js";
import { Refused } from "./refused.js";

const KINDS = ["participants", "alumni", "companies", "representatives"];
const MOST_BYTES = 2 * 1024 * 1024;

export function Import({ edition: id }) {
  const { state, t } = useFair();
  const { held, refusal } = useScope(`timetable:${id}`);
  const edition = held?.edition?.[id];
  const grants = state.scopes[`person:${state.start.person.id}`]?.state?.grants;
  if (refusal) return html`<${Refused} status="404" error=${refusal} />`;
  if (grants && !mayEdit(state, id)) return html`<${Refused} status="403" />`;
  if (!edition || !grants) return html`<${Page} title=${t("import.title")}><${Live} /><${Heading}>${t("import.title")}<//><div class="card"><${Bones} /></div><//>`;
  return html`<${Page} title=${t("import.title")}><${Live} />
    <p class="back"><a href=${`/editions/${id}`}><${Icon} name="left" /><${Both} text=${edition.name} /></a></p>
    <header class="head"><${Heading}>${t("import.title")}<//><p class="small soft">${t("import.lead")}</p></header>
    <${Desk} edition=${edition} />
  <//>`;
}

function Desk({ edition }) {
  const { fair, t, lang } = useFair();
  const [wish, setWish] = useState({ kind: "participants", invite: true });
  const [file, setFile] = useState(null);
  const [busy, setBusy] = useState("");
  const [answer, setAnswer] = useState({ preview: null, failed: null, moved: false, done: false });
  const asked = useRef(0);
  const result = useRef();
  const query = { edition: edition.id, kind: wish.kind, invite: wish.invite && wish.kind != "companies" };

  /** Whatever is chosen last is what is looked at. */
  async function look(next) {
    const mine = ++asked.current;
    setAnswer({ preview: null, failed: null, moved: false, done: false });
    if (!next.file) return;
    setBusy("reading");
    fair.say("import.reading");
    try {
      if (next.file.bytes.byteLength > MOST_BYTES) throw new Refusal({ code: "file.too_large", details: { most: 2 } });
      const preview = await sendFile("/api/imports/preview", { ...query, kind: next.kind, invite: next.invite && next.kind != "companies" }, next.file.bytes);
      if (mine != asked.current) return;
      setAnswer({ preview, failed: null, moved: false, done: false });
      setTimeout(() => result.current?.scrollIntoView({ block: "nearest" })); // on a phone it is below
      fair.say("import.read", { count: preview.rows.length, wrong: preview.counts.wrong });
    } catch (failed) {
      if (mine != asked.current) return;
      setAnswer({ preview: null, failed, moved: false, done: false });
      fair.sayError(failed);
    }
    setBusy("");
  }

  const choose = (patch) => {
    if (busy == "importing") return;
    setWish({ ...wish, ...patch });
    look({ ...wish, file, ...patch });
  };

  async function carryOut() {
    setBusy("importing");
    fair.say("import.doing");
    try {
      const { done, preview } = await sendFile("/api/imports", { ...query, digest: answer.preview.digest }, file.bytes);
      setAnswer({ preview, failed: null, moved: !done, done });
      fair.say(done ? "import.done" : "import.moved");
      setTimeout(() => result.current?.focus());
    } catch (failed) {
      setAnswer({ ...answer, failed });
      fair.sayError(failed);
    }
    setBusy("");
  }

  const { preview, failed, moved, done } = answer;
  return html`<div class="stack">
    <section class="card" aria-labelledby="which"><h2 id="which">${t("import.which")}</h2>
      <fieldset class="choice kinds"><legend class="vh">${t("import.which")}</legend>${KINDS.map((kind) => html`<label key=${kind}><input type="radio" name="kind" value=${kind} checked=${kind == wish.kind} onChange=${() => choose({ kind })} />${t(`import.kind.${kind}`)}<small>${t(`import.kind.${kind}.what`)}</small></label>`)}</fieldset>
      ${wish.kind != "companies" && html`<label class="pick"><input type="checkbox" checked=${wish.invite} onChange=${(event) => choose({ invite: event.target.checked })} /><span>${t("import.invite")}</span></label>`}
      <p class="line"><a class="btn little" href=${`/api/imports/${wish.kind}.${lang}.csv`} download><${Icon} name="dl" />${t("import.template", { kind: t(`import.kind.${wish.kind}`) })}</a><span class="tiny faint">${t("import.template.what")}</span></p>
      <${FileArea} file=${file} busy=${busy != ""} onFile=${(next) => (setFile(next), look({ ...wish, file: next }))} />
    </section>
    ${busy == "reading" && html`<div class="card" aria-busy="true"><p class="small soft">${t("import.reading")}</p><${Bones} /></div>`}
    ${failed && html`<div class="note harm"><${Icon} name="warn" /><div><p>${fair.errorText(failed)}</p><${Columns} details=${failed.details} /></div></div>`}
    ${preview && html`<section class="card" aria-labelledby="outcome">
      <div class="head"><h2 id="outcome" tabindex="-1" ref=${result}>${t(done ? "import.done" : "import.would")}</h2><span class="small soft"><bdi>${file.name}</bdi> · ${preview.encoding}</span></div>
      ${moved && html`<p class="note warn"><${Icon} name="info" /><span>${t("import.moved")}</span></p>`}
      ${done ? html`<${Done} preview=${preview} edition=${edition} />` : html`<${Deed} preview=${preview} busy=${busy == "importing"} onDo=${carryOut} />`}
      <${ImportRows} preview=${preview} /></section>`}
  </div>`;
}

/** What the first row lacks, and what it has too much. */
function Columns({ details }) {
  const { t } = useFair();
  const named = (keys) => keys.map((key) => t(`import.column.${key}`)).join(t("import.and"));
  const { missing = [], unknown = [], twice = [] } = details ?? {};
  return html`<ul class="small">${missing.length > 0 && html`<li>${t("import.columns.missing")} <b>${named(missing)}</b></li>`}
    ${unknown.length > 0 && html`<li>${t("import.columns.unknown")} <b><bdi>${unknown.join(t("import.and"))}</bdi></b></li>`}
    ${twice.length > 0 && html`<li>${t("import.columns.twice")} <b>${named(twice)}</b></li>`}</ul>`;
}

/** The button says exactly what it does. */
function Deed({ preview, busy, onDo }) {
  const { t } = useFair();
  const { new: added, changed, wrong } = preview.counts;
  if (wrong) return html`<p class="note warn"><${Icon} name="warn" /><span>${t("import.wrong", { count: wrong })}</span></p>`;
  if (!added && !changed) return html`<p class="note"><${Icon} name="check" /><span>${t("import.nothing")}</span></p>`;
  return html`<div class="line"><button class="btn primary" type="button" aria-disabled=${busy} onClick=${() => !busy && onDo()}>${busy ? t("import.doing") : html`${t("import.do")} <${Sum} preview=${preview} />`}</button>
    <span class="tiny faint">${t("import.whole")}</span></div>`;
}

function Done({ preview, edition }) {
  const { state, t } = useFair();
  const here = edition.id == state.start.edition; // whose desk there is
  return html`<div class="note open"><${Icon} name="check" /><p><${Sum} preview=${preview} /></p>
    <p class="line">${here && preview.counts.invitations > 0 && html`<a class="btn little" href="/desk">${t("import.see.invitations")}</a>`}<a class="btn little" href=${`/editions/${edition.id}`}>${t("import.see.edition")}</a></p></div>`;
}

function Sum({ preview: { kind, counts } }) {
  const { lang, t } = useFair();
  const things = kind == "companies" ? "companies" : "people";
  const parts = [counts.new && t(`import.sum.new.${things}`, { count: counts.new }), counts.changed && t(`import.sum.changed.${things}`, { count: counts.changed }),
    counts.invitations && t("import.sum.invitations", { count: counts.invitations })].filter(Boolean);
  return new Intl.ListFormat(lang, { type: "conjunction" }).format(parts);
}
