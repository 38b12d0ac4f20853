/** The page that imports people, companies and attendance from a CSV file: choose, preview, carry out exactly that. */
import { sendFile } from "../../client/api.js";
import { mayEdit } from "../../client/permissions.js";
import { Refusal } from "../../client/refusal.js";
import { ownState } from "../../client/selectors.js";
import { Skeleton } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { Localized } from "../../components/text.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp, useRef, useState } from "../../html.js";
import { FileArea } from "./file-area.js";
import { ImportRows } from "./rows.js";

/** @typedef {{preview: any, failed: any, moved: boolean, done: boolean}} Answer */

const KINDS = ["participants", "alumni", "companies", "representatives", "attendance"];
const INVITED = ["participants", "alumni", "representatives"]; // kinds whose people may be written to
const MOST_BYTES = 2 * 1024 * 1024;

export function Import({ edition: id }) {
  const { state, t } = useApp();
  const { held, refusal } = useScope(`timetable:${id}`);
  const edition = held?.edition?.[id];
  const grants = ownState(state)?.grants;
  if (refusal) return html`<${ErrorPage} status="404" error=${refusal} />`;
  if (grants && !mayEdit(state, id)) return html`<${ErrorPage} status="403" />`;
  if (!edition || !grants)
    return html`
      <${Page} title=${t("import.title")}>
        <${Heading}>${t("import.title")}<//>
        <div class="card">
          <${Skeleton} />
        </div>
      <//>
    `;
  return html`
    <${Page} title=${t("import.title")}>
      <p class="back">
        <a href=${`/editions/${id}`}>
          <${Icon} name="left" />
          <${Localized} text=${edition.name} />
        </a>
      </p>
      <header class="head">
        <${Heading}>${t("import.title")}<//>
        <p class="small soft">${t("import.lead")}</p>
      </header>
      <${Desk} edition=${edition} />
    <//>
  `;
}

function Desk({ edition }) {
  const { client, t, lang } = useApp();
  const [wish, setWish] = useState({ kind: "participants", invite: true });
  const [file, setFile] = useState(null);
  const [busy, setBusy] = useState("");
  const [answer, setAnswer] = useState(
    /** @type {Answer} */ ({ preview: null, failed: null, moved: false, done: false }),
  );
  const asked = useRef(0);
  const result = useRef();
  const query = {
    edition: edition.id,
    kind: wish.kind,
    invite: wish.invite && INVITED.includes(wish.kind),
  };

  /** Previews what is chosen. An answer to an older choice is dropped. */
  async function look(next) {
    const mine = ++asked.current;
    setAnswer({ preview: null, failed: null, moved: false, done: false });
    if (!next.file) return;
    setBusy("reading");
    client.announce("import.reading");
    try {
      if (next.file.bytes.byteLength > MOST_BYTES)
        throw new Refusal({ code: "file.too_large", details: { most: 2 } });
      const preview = await sendFile(
        "/api/imports/preview",
        { ...query, kind: next.kind, invite: next.invite && INVITED.includes(next.kind) },
        next.file.bytes,
      );
      if (mine !== asked.current) return;
      setAnswer({ preview, failed: null, moved: false, done: false });
      setTimeout(() => result.current?.scrollIntoView({ block: "nearest" })); // on a phone it is below
      client.announce("import.read", { count: preview.rows.length, wrong: preview.counts.wrong });
    } catch (failed) {
      if (mine !== asked.current) return;
      setAnswer({ preview: null, failed, moved: false, done: false });
      client.announceError(failed);
    }
    setBusy("");
  }

  const choose = (patch) => {
    if (busy === "importing") return;
    setWish({ ...wish, ...patch });
    look({ ...wish, file, ...patch });
  };

  async function carryOut() {
    setBusy("importing");
    client.announce("import.doing");
    try {
      const { done, preview } = await sendFile(
        "/api/imports",
        { ...query, digest: answer.preview.digest },
        file.bytes,
      );
      setAnswer({ preview, failed: null, moved: !done, done });
      client.announce(done ? "import.done" : "import.moved");
      setTimeout(() => result.current?.focus());
    } catch (failed) {
      setAnswer({ ...answer, failed });
      client.announceError(failed);
    }
    setBusy("");
  }

  const { preview, failed, moved, done } = answer;
  return html`
    <div class="stack">
      <section class="card" aria-labelledby="which">
        <h2 id="which">${t("import.which")}</h2>
        <fieldset class="choice kinds">
          <legend class="vh">${t("import.which")}</legend>
          ${KINDS.map((kind) => html`
            <label key=${kind}>
              <input
                type="radio"
                name="kind"
                value=${kind}
                checked=${kind === wish.kind}
                onChange=${() => choose({ kind })}
              />
              ${t(`import.kind.${kind}`)}
              <small>${t(`import.kind.${kind}.what`)}</small>
            </label>
          `)}
        </fieldset>
        ${INVITED.includes(wish.kind) && html`
          <label class="pick">
            <input
              type="checkbox"
              checked=${wish.invite}
              onChange=${(event) => choose({ invite: event.target.checked })}
            />
            <span>${t("import.invite")}</span>
          </label>
        `}
        <p class="line">
          <a class="btn little" href=${`/api/imports/${wish.kind}.${lang}.csv`} download>
            <${Icon} name="dl" />
            ${t("import.template", { kind: t(`import.kind.${wish.kind}`) })}
          </a>
          <span class="tiny faint">${t("import.template.what")}</span>
        </p>
        <${FileArea}
          file=${file}
          busy=${busy !== ""}
          onFile=${(next) => (setFile(next), look({ ...wish, file: next }))}
        />
      </section>
      ${busy === "reading" && html`
        <div class="card" aria-busy="true">
          <p class="small soft">${t("import.reading")}</p>
          <${Skeleton} />
        </div>
      `}
      ${failed && html`
        <div class="note harm">
          <${Icon} name="warn" />
          <div>
            <p>${client.errorText(failed)}</p>
            <${Columns} details=${failed.details} />
          </div>
        </div>
      `}
      ${preview && html`
        <section class="card" aria-labelledby="outcome">
          <div class="head">
            <h2 id="outcome" tabindex="-1" ref=${result}>
              ${t(done ? "import.done" : "import.would")}
            </h2>
            <span class="small soft">
              <bdi>${file.name}</bdi> · ${preview.encoding}
            </span>
          </div>
          ${moved && html`
            <p class="note warn">
              <${Icon} name="info" />
              <span>${t("import.moved")}</span>
            </p>
          `}
          ${done ? html`
            <${Done} preview=${preview} edition=${edition} />
          ` : html`
            <${Deed} preview=${preview} busy=${busy === "importing"} onDo=${carryOut} />
          `}
          <${ImportRows} preview=${preview} />
        </section>
      `}
    </div>
  `;
}

/** The columns that a file lacks, has twice, or should not have. */
function Columns({ details }) {
  const { t } = useApp();
  const named = (keys) => keys.map((key) => t(`import.column.${key}`)).join(t("import.and"));
  const { missing = [], unknown = [], twice = [] } = details ?? {};
  return html`
    <ul class="small">
      ${missing.length > 0 && html`
        <li>
          ${t("import.columns.missing")} <b>${named(missing)}</b>
        </li>
      `}
      ${unknown.length > 0 && html`
        <li>
          ${t("import.columns.unknown")}${" "}
          <b>
            <bdi>${unknown.join(t("import.and"))}</bdi>
          </b>
        </li>
      `}
      ${twice.length > 0 && html`
        <li>
          ${t("import.columns.twice")} <b>${named(twice)}</b>
        </li>
      `}
    </ul>
  `;
}

/** The button that carries the import out; it says what that does. */
function Deed({ preview, busy, onDo }) {
  const { t } = useApp();
  const { new: added, changed, wrong } = preview.counts;
  if (wrong)
    return html`
      <p class="note warn">
        <${Icon} name="warn" />
        <span>${t("import.wrong", { count: wrong })}</span>
      </p>
    `;
  if (!added && !changed)
    return html`
      <p class="note">
        <${Icon} name="check" />
        <span>${t("import.nothing")}</span>
      </p>
    `;
  return html`
    <div class="line">
      <button class="btn primary" type="button" aria-disabled=${busy} onClick=${() => !busy && onDo()}>
        ${busy ? (
          t("import.doing")
        ) : html`
          ${t("import.do")} <${Sum} preview=${preview} />
        `}
      </button>
      <span class="tiny faint">${t("import.whole")}</span>
    </div>
  `;
}

function Done({ preview, edition }) {
  const { state, t } = useApp();
  const here = edition.id === state.start.edition; // whose desk there is
  return html`
    <div class="note open">
      <${Icon} name="check" />
      <p>
        <${Sum} preview=${preview} />
      </p>
      <p class="line">
        ${here && preview.counts.invitations > 0 && html`
          <a class="btn little" href="/desk">
            ${t("import.see.invitations")}
          </a>
        `}
        <a class="btn little" href=${`/editions/${edition.id}`}>
          ${t("import.see.edition")}
        </a>
      </p>
    </div>
  `;
}

function Sum({ preview: { kind, counts } }) {
  const { lang, t } = useApp();
  const things = INVITED.includes(kind) ? "people" : kind;
  const parts = [
    counts.new && t(`import.sum.new.${things}`, { count: counts.new }),
    counts.changed && t(`import.sum.changed.${things}`, { count: counts.changed }),
    counts.invitations && t("import.sum.invitations", { count: counts.invitations }),
  ].filter(Boolean);
  return new Intl.ListFormat(lang, { type: "conjunction" }).format(parts);
}
