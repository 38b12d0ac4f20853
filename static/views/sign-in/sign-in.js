/** The page to sign in: a mail address, then a code or a link. It never says whether an address is known. */
import { post } from "../../client/api.js";
import { Field } from "../../components/field.js";
import { Icon } from "../../components/icon.js";
import { Heading } from "../../components/page.js";
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { tabStorage } from "../../storage.js";
import { Welcome } from "./welcome.js";

const THE_FIELD = new Set(["address.invalid", "text.empty"]);

export function SignIn() {
  const { t } = useApp();
  const [sent, setSent] = useState(null);
  return html`
    <${Welcome} title=${t(sent ? "sent.title" : "sign-in.title")}>
      ${sent ? html`
        <${Sent} sent=${sent} onAgain=${setSent} onOther=${() => setSent(null)} />
      ` : html`
        <${Ask} onSent=${setSent} />
      `}
    <//>
  `;
}

function useAsk(done) {
  const { client, lang } = useApp();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  async function ask(email) {
    if (busy) return;
    setBusy(true);
    try {
      const { again_in } = await post("/api/sign-in", { email, language: lang });
      setError(null);
      done({ email, again: Date.now() + again_in * 1000 });
    } catch (refused) {
      setError(refused);
      client.announceError(refused);
    }
    setBusy(false);
  }
  return { ask, busy, error, setError };
}

function Ask({ onSent }) {
  const { client, state, t } = useApp();
  const { ask, busy, error, setError } = useAsk(onSent);
  const [why] = useState(() => tabStorage.get("why"));
  const box = useRef();
  useEffect(() => tabStorage.put("why", null), []);

  function submit(event) {
    event.preventDefault();
    const email = box.current.value.trim();
    const missing = !email ? "sign-in.no-address" : !email.includes("@") ? "sign-in.no-at" : null;
    setError(missing && { local: missing });
    if (!missing) return ask(email);
    box.current.focus();
    client.announce(missing);
  }
  const text = error && (error.local ? t(error.local) : client.errorText(error));
  const atField = error && (error.local || THE_FIELD.has(error.code));

  return html`
    <form onSubmit=${submit} novalidate>
      <${Heading}>${t("sign-in.title")}<//>
      ${why && html`
        <p class="note">
          <${Icon} name="info" />
          <span>${t(`error.${why}`)}</span>
        </p>
      `}
      <p class="soft">${t("sign-in.how")}</p>
      <${Field} label=${t("sign-in.address")} error=${atField ? text : null}>
        ${(tie) => html`
          <input
            ...${tie}
            ref=${box}
            type="email"
            name="email"
            autocomplete="username"
            inputmode="email"
            autocapitalize="none"
            spellcheck=${false}
            required
          />
        `}
      <//>
      ${error && !atField && html`
        <p class="note warn">
          <${Icon} name="warn" />
          <span>${text}</span>
        </p>
      `}
      <button class="btn primary big wide" type="submit" aria-disabled=${busy}>
        ${t(busy ? "sign-in.sending" : "sign-in.send")}
      </button>
      <p class="hint">${t("sign-in.lasts")}</p>
      ${state.start?.organisers_address && html`
        <hr class="rule" />
        <p class="small">
          ${t("sign-in.lost")} <a href=${`mailto:${state.start.organisers_address}`}>${t("sign-in.ask")}</a>
        </p>
      `}
      <p class="small">
        <a href="/privacy">${t("privacy.title")}</a>
      </p>
      ${state.start?.demo && html`
        <hr class="rule" />
        <p class="small">
          ${t("sign-in.demo")} <a href="/demo">${t("sign-in.demo.choose")}</a>
        </p>
      `}
    </form>
  `;
}

function Sent({ sent, onAgain, onOther }) {
  const { client, state, rich, t } = useApp();
  const again = useAsk(onAgain);
  const seconds = useSecondsTo(sent.again);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const box = useRef();
  const heading = useRef();
  useEffect(() => heading.current?.querySelector("h1").focus(), []);

  async function submit(event) {
    event?.preventDefault();
    const code = digitsOf(box.current.value);
    if (busy) return;
    if (code.length !== 6) return fail({ local: "sent.six" });
    setBusy(true);
    try {
      await post("/api/sign-in/code", { code });
      location.assign("/");
    } catch (refused) {
      fail(refused);
    }
    setBusy(false);
  }

  function fail(refused) {
    setError(refused);
    if (refused.local) client.announce(refused.local);
    else client.announceError(refused);
    box.current.focus();
    box.current.select();
  }

  const typed = (event) => {
    setError(null);
    if (digitsOf(event.target.value).length === 6) submit();
  };
  const ended = error?.code === "link.expired" || error?.code === "link.used";

  return html`
    <form class="box" ref=${heading} onSubmit=${submit} novalidate>
      <${Heading}>${t("sent.title")}<//>
      <p>
        ${rich("sent.if", {
          email: html`
            <b>
              <bdi>${sent.email}</bdi>
            </b>
          `,
        })}
      </p>
      ${state.start?.demo && html`
        <p class="note">
          <${Icon} name="mail" />
          <span>
            ${t("sent.demo")} <a href="/demo/mailbox">${t("mailbox.title")}</a>
          </span>
        </p>
      `}
      <${Field}
        label=${t("sent.code")}
        hint=${t("sent.code.hint")}
        error=${error && (error.local ? t(error.local) : client.errorText(error))}
      >
        ${(tie) => html`
          <input
            ...${tie}
            class="code fig"
            ref=${box}
            type="text"
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength="20"
            onInput=${typed}
          />
        `}
      <//>
      <button class=${ended ? "btn big wide" : "btn primary big wide"} type="submit" aria-disabled=${busy}>
        ${t("sent.come-in")}
      </button>
      <p class="soft small">${t("sent.nothing")}</p>
      ${again.error && html`
        <p class="note warn">
          <${Icon} name="warn" />
          <span>${client.errorText(again.error)}</span>
        </p>
      `}
      <div class="line">
        <button
          class=${ended ? "btn primary" : "btn"}
          type="button"
          aria-disabled=${seconds > 0}
          onClick=${() => seconds <= 0 && again.ask(sent.email)}
        >
          ${seconds > 0
            ? rich("sent.again-in", { count: seconds, seconds: html`<span class="fig">${seconds}</span>` })
            : t("sent.again")}
        </button>
        <button class="btn quiet" type="button" onClick=${onOther}>
          ${t("sent.other")}
        </button>
      </div>
    </form>
  `;
}

/** The digits of a pasted code, which may be full-width or have spaces and hyphens between. */
const digitsOf = (text) => text.normalize("NFKC").replace(/\D/g, "");

function useSecondsTo(moment) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((moment - now) / 1000));
}
