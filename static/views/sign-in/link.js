/** The page that a link from a mail opens. Looking at it uses nothing up: a person confirms with a button. */
import { post } from "../../client/api.js";
import { Refusal } from "../../client/refusal.js";
import { Skeleton } from "../../components/empty-state.js";
import { Icon } from "../../components/icon.js";
import { Heading } from "../../components/page.js";
import { UserText } from "../../components/text.js";
import { html, useApp, useEffect, useState } from "../../html.js";
import { tabStorage } from "../../storage.js";
import { Welcome } from "./welcome.js";

const KNOWN = ["link.expired", "link.used", "link.other_browser", "link.unknown"];

export function Link() {
  const { client, state, t, rich } = useApp();
  const token = useHash();
  const [seen, setSeen] = useState(null);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);

  const look = () => {
    setError(null);
    setSeen(null);
    const answer = token
      ? post("/api/links/show", { token })
      : Promise.reject(new Refusal({ code: "link.unknown" }));
    answer.then(setSeen, setError);
  };
  useEffect(look, [token]);

  async function confirm() {
    if (busy) return;
    setBusy(true);
    try {
      await post("/api/links/confirm", { token });
      tabStorage.empty();
      location.replace("/");
    } catch (refused) {
      setError(refused);
      client.announceError(refused);
      setBusy(false);
    }
  }

  const title = error ? errorTitle(error, t) : seen ? t(`link.kind.${seen.kind}`) : t("link.looking");
  const name = seen && html`<${UserText}>${seen.name}<//>`;
  return html`
    <${Welcome} title=${title}>
      <div class="box">
        <${Heading}>${error || !seen ? title : rich(`link.kind.${seen.kind}.title`, { name })}<//>
        ${!error && !seen && html`<${Skeleton} />`}
        ${error && html`
          <p>${KNOWN.includes(error.code) ? t(`${error.code}.what`) : client.errorText(error)}</p>
          ${KNOWN.includes(error.code) ? html`
            <a class="btn primary big wide" href="/sign-in">
              ${t("link.new")}
            </a>
            ${state.start?.person && html`
              <a class="btn wide" href="/hall">
                ${t("refused.to-hall")}
              </a>
            `}
          ` : html`
            <button class="btn primary big wide" type="button" onClick=${look}>
              ${t("again")}
            </button>
          `}
        `}
        ${!error && seen && html`
          <p class="soft">${t(`link.kind.${seen.kind}.what`)}</p>
          <button class="btn primary big wide" type="button" aria-disabled=${busy} onClick=${confirm}>
            ${t("link.come-in")}
            <${Icon} name="right" />
          </button>
          ${state.start?.person && html`
            <p class="hint">${t("link.replaces", { name: state.start.person.name })}</p>
          `}
        `}
      </div>
    <//>
  `;
}

/** A mark that a mail program took for a part of the address stands at its end: tokens have none (base64url). */
const tokenInAddress = () => location.hash.match(/^#([\w-]*)/)?.[1] ?? "";

/** The token after # in the address. Another link may be opened in the same tab: then only that part changes. */
function useHash() {
  const [hash, setHash] = useState(tokenInAddress);
  useEffect(() => {
    const changed = () => setHash(tokenInAddress());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return hash;
}

const errorTitle = (error, t) =>
  KNOWN.includes(error.code) ? t(`${error.code}.title`) : t("link.not-now");
