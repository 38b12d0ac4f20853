/**
 * One form of the editor: what is typed into it, kept over reloads; what others make of the same thing meanwhile;
 * saving, refusals, and the decision in a conflict. Whoever has typed something is asked about every change of others.
 */
import { begin, decide, isUnsaved, meet, saved, sending, type, valuesOf } from "../../draft.js";
import { useApp, useEffect, useRef, useState } from "../../html.js";
import { tabStorage } from "../../storage.js";

const any = (errors) => Object.keys(errors).length > 0;

/**
 * `key`: in the tab's storage; `card`: null for something new, undefined for what is gone; `of`: a card as values.
 * `check`: what is wrong before anything is sent; `at`: the field that a refusal is about.
 * `event`, `request`: what saves it; `done`: what comes after; `said`: for a code, other words than its own.
 * `another`: where what I typed goes on as a new thing when this one is gone.
 * @param {{key: string, card: any, empty: any, of?: (card: any) => any, check: (values: any) => Record<string, any>,
 *   at: (refusal: any, values: any) => string|null, event: string,
 *   request: (values: any, version: number|null) => any, done: (saved: any) => void,
 *   another?: {key: string, href: string}, said?: Record<string, string>}} about
 */
export function useDraft({
  key,
  card,
  empty,
  of = () => empty,
  check,
  at,
  event,
  request,
  done,
  another,
  said = {},
}) {
  const { client, t } = useApp();
  const now = card && { version: card.version, values: of(card) };
  const [restored] = useState(() => tabStorage.get(key));
  const [draft, setDraft] = useState(() => {
    const fresh = now ? begin(now.values, now.version) : begin(empty);
    if (!restored) return fresh;
    return restored.version ? restored : { ...fresh, typed: restored.typed };
  });
  const [wrong, setWrong] = useState(/** @type {Record<string, any>} */ ({}));
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const form = useRef();
  const latest = useRef(draft);
  const running = useRef(false);
  const values = valuesOf(draft);

  function hold(next) {
    latest.current = next;
    setDraft(next);
    tabStorage.put(key, isUnsaved(next) ? next : null);
  }

  function put(patch) {
    hold(type(latest.current, patch));
    const [first] = Object.keys(patch);
    const other = (name) => !(name in patch) && !name.startsWith(`${first}.`);
    setWrong((known) => Object.fromEntries(Object.entries(known).filter(([name]) => other(name))));
  }

  // ---- what others did meanwhile

  const { merged, changed } =
    now && !busy ? meet(draft, now.values, now.version) : { merged: draft, changed: [] };
  const undecided = changed.length > 0 && isUnsaved(merged);
  const follows = !undecided && (changed.length > 0 || draft.own || merged.version !== draft.version);
  useEffect(() => {
    if (!follows || merged === draft) return;
    hold(merged);
    if (changed.length) client.announce("edit.renewed");
  });
  useEffect(() => {
    if (!undecided) return;
    client.announce("edit.meanwhile");
    document.activeElement?.scrollIntoView({ block: "nearest" }); // what I am typing into stays in sight
  }, [undecided]);

  function takeTheirs() {
    hold(begin(now.values, now.version));
    setError(null);
    client.announce("edit.renewed");
  }

  function keepMine() {
    hold(decide(latest.current, now.values, now.version));
    send();
  }

  // ---- saving

  useEffect(() => {
    if (!attempts) return;
    const first = form.current?.querySelector("[aria-invalid=true], .undecided");
    (first ?? form.current?.querySelector(".refusal"))?.focus();
  }, [attempts]);

  /** `more`: what the request says besides the values. */
  function save(more = {}) {
    if (!undecided) return send(more);
    const found = check(values);
    setWrong(found);
    setError(null);
    client.announce(any(found) ? "edit.look-again" : "edit.decide");
    setAttempts(attempts + 1);
  }

  async function send(more = {}) {
    if (running.current) return;
    const { sent } = sending(latest.current, key);
    const found = check(sent?.values);
    setWrong(found);
    setError(null);
    if (any(found)) {
      client.announce("edit.look-again");
      return setAttempts(attempts + 1);
    }
    running.current = true;
    setBusy(true);
    const { href } = location;
    try {
      const answer = await client.act(event, { ...request(sent?.values, sent?.version ?? null), ...more });
      hold(saved({ ...latest.current, sent }, answer));
      client.notify("edit.saved");
      if (location.href === href) done(answer); // whoever has gone elsewhere meanwhile stays there
    } catch (refusal) {
      setError(refusal);
      client.announceError(refusal);
      setAttempts((count) => count + 1);
    }
    running.current = false;
    setBusy(false);
  }

  // ---- what is wrong

  /** The words for what is wrong with a field. */
  function why(name) {
    if (wrong[name]) return t(...wrong[name]);
    if (!error || at(error, values) !== name) return null;
    return said[error.code] ? t(said[error.code]) : client.errorText(error);
  }

  const elsewhere =
    error && !at(error, values) && !(undecided && error.code === "changed.meanwhile") ? error : null;

  // ---- leaving

  const drop = () => {
    hold(now ? begin(now.values, now.version) : { ...draft, typed: {} });
    setWrong({});
    setError(null);
  };

  function anew() {
    if (!another) return;
    tabStorage.put(another.key, type(begin(empty), values));
    tabStorage.put(key, null);
    client.go(another.href);
  }

  return {
    values,
    version: draft.version,
    base: draft.base,
    typed: draft.typed,
    now,
    changed,
    undecided,
    takeTheirs,
    keepMine,
    put,
    set: (name) => (event) => put({ [name]: event.target.value }),
    save,
    busy,
    error,
    why,
    elsewhere,
    drop,
    form,
    touched: isUnsaved(draft),
    restored: Boolean(restored) && isUnsaved(draft),
    gone: card === undefined,
    anew: another && (isUnsaved(draft) || draft.version != null) ? anew : null,
  };
}
