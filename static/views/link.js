/** A link from a mail: looking at it uses nothing up; a person confirms with a button. */
import { post } from "../api.js";
import { drawer } from "../drawer.js";
import { html, useEffect, useFair, useState } from "../html.js";
import { Bones } from "../parts/blank.js";
import { Icon } from "../parts/icon.js";
import { Heading } from "../parts/page.js";
import { Own } from "../parts/text.js";
import { Welcome } from "../parts/welcome.js";
import { Refusal } from "../refusal.js";

const KNOWN = ["link.expired", "link.used", "link.other_browser", "link.unknown"];

export function Link() {
  const { fair, state, t, rich } = useFair();
  const token = useHash();
  const [seen, setSeen] = useState(null);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);

  const look = () => {
    setError(null);
    setSeen(null);
    const answer = token ? post("/api/links/look", { token }) : Promise.reject(new Refusal({ code: "link.unknown" }));
    answer.then(setSeen, setError);
  };
  useEffect(look, [token]);

  async function confirm() {
    if (busy) return;
    setBusy(true);
    try {
      await post("/api/links/confirm", { token });
      drawer.empty();
      location.replace("/");
    } catch (refused) {
      setError(refused);
      fair.sayError(refused);
      setBusy(false);
    }
  }

  const title = error ? errorTitle(error, t) : seen ? t(`link.kind.${seen.kind}`) : t("link.looking");
  const name = seen && html`<${Own}>${seen.name}<//>`;
  return html`<${Welcome} title=${title}><div class="box">
    <${Heading}>${error || !seen ? title : rich(`link.kind.${seen.kind}.title`, { name })}<//>
    ${!error && !seen && html`<${Bones} />`}
    ${error && html`<p>${KNOWN.includes(error.code) ? t(`${error.code}.what`) : fair.errorText(error)}</p>
      ${KNOWN.includes(error.code) ? html`<a class="btn primary big wide" href="/sign-in">${t("link.new")}</a>
        ${state.start?.person && html`<a class="btn wide" href="/hall">${t("refused.to-hall")}</a>`}`
        : html`<button class="btn primary big wide" type="button" onClick=${look}>${t("again")}</button>`}`}
    ${!error && seen && html`<p class="soft">${t(`link.kind.${seen.kind}.what`)}</p>
      <button class="btn primary big wide" type="button" aria-disabled=${busy} onClick=${confirm}>${t("link.come-in")}<${Icon} name="right" /></button>
      ${state.start?.person && html`<p class="hint">${t("link.replaces", { name: state.start.person.name })}</p>`}`}
  </div><//>`;
}

/** Another link may be opened while this one is shown: only the part after # changes then. */
function useHash() {
  const [hash, setHash] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const changed = () => setHash(location.hash.slice(1));
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return hash;
}

const errorTitle = (error, t) => (KNOWN.includes(error.code) ? t(`${error.code}.title`) : t("link.not-now"));
