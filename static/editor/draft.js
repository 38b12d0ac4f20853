/** What I type into one thing: kept over reloads, and compared with what others make of it meanwhile. */
import { drawer } from "../drawer.js";
import { useEffect, useFair, useRef, useState } from "../html.js";
import { differing, same } from "./values.js";

const some = (typed) => Object.keys(typed).length > 0;

/** What I typed that is not already there. */
const still = (typed, values) => Object.fromEntries(Object.entries(typed).filter(([name, value]) => !same(value, values[name])));

/**
 * @param {{key: string, card: any, empty: any, of?: (card: any) => any, check: (values: any) => any, at: (refusal: any, values: any) => string|null,
 *   event: string, request: (values: any, version: number|null) => any, done: (kept: any) => void, another?: {key: string, href: string},
 *   said?: Record<string, string>}} about
 * `card`: null for something new, undefined for what is gone. `at`: the field that a refusal is about.
 * `said`: for a code, other words than its own. `another`: where what I typed goes on as a new thing when this one is gone.
 */
export function useDraft({ key, card, empty, of, check, at, event, request, done, another, said = {} }) {
  const { fair, t } = useFair();
  const now = card && { version: card.version, values: of(card) };
  const [kept] = useState(() => drawer.get(key));
  const [held, setHeld] = useState(() => {
    const begun = now ?? { version: null, values: empty };
    return { base: (kept?.base.version && kept.base) || begun, typed: kept?.typed ?? {} };
  });
  const [wrong, setWrong] = useState({});
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const form = useRef();
  const latest = useRef(held);
  const running = useRef(false);
  const here = useRef(true);
  useEffect(() => () => {
    here.current = false;
  }, []);
  const { base, typed } = held;
  const values = { ...base.values, ...typed };

  function hold(next) {
    latest.current = next;
    setHeld(next);
    drawer.put(key, some(next.typed) ? next : null);
  }

  function put(patch) {
    const { base: seen, typed: before } = latest.current;
    hold({ base: seen, typed: still({ ...before, ...patch }, seen.values) });
    setWrong((known) => Object.fromEntries(Object.entries(known).filter(([name]) => !(name in patch) && !name.startsWith(`${Object.keys(patch)[0]}.`))));
  }

  // ---- what others did meanwhile: `own` marks what I saved, which comes back as the server spells it
  const later = now && !busy && now.version >= base.version;
  const news = later ? differing(base.values, now.values) : [];
  const mine = base.own && now?.version == base.version;
  const undecided = news.length > 0 && some(still(typed, now.values)) && !mine;
  const adopt = later && !undecided && (news.length > 0 || base.own || now.version != base.version);
  useEffect(() => {
    if (!adopt) return;
    hold({ base: now, typed: still(typed, now.values) });
    if (news.length && !mine) fair.say("edit.renewed");
  });
  useEffect(() => {
    if (!undecided) return;
    fair.say("edit.meanwhile");
    document.activeElement?.scrollIntoView({ block: "nearest" }); // what I am typing into stays in sight
  }, [undecided]);

  useEffect(() => {
    if (attempts) (form.current?.querySelector("[aria-invalid=true], .undecided") ?? form.current?.querySelector(".refusal"))?.focus();
  }, [attempts]);

  async function save(more = {}, seen = null) {
    if (running.current) return;
    const { base: from, typed: own } = latest.current;
    const sent = { ...(seen ?? from).values, ...own };
    const found = check(sent);
    setWrong(found);
    setError(null);
    if (some(found) || (undecided && !seen)) {
      fair.say(some(found) ? "edit.look-again" : "edit.decide");
      return setAttempts(attempts + 1);
    }
    running.current = true;
    setBusy(true);
    try {
      const answer = await fair.act(event, { ...request(sent, (seen ?? from).version), ...more });
      hold({ base: { version: answer.version, values: sent, own: true }, typed: {} });
      fair.tell("edit.saved");
      if (here.current) done(answer);
    } catch (refused) {
      setError(refused);
      fair.sayError(refused);
      setAttempts((count) => count + 1);
    }
    running.current = false;
    setBusy(false);
  }

  function keepMine() {
    hold({ base: now, typed: still(typed, now.values) });
    save({}, now);
  }

  function takeTheirs() {
    hold({ base: now, typed: {} });
    setError(null);
    fair.say("edit.renewed");
  }

  /** The words for what is wrong with a field. */
  function why(name) {
    if (wrong[name]) return t(...wrong[name]);
    if (!error || at(error, values) != name) return null;
    return said[error.code] ? t(said[error.code]) : fair.errorText(error);
  }

  function anew() {
    drawer.put(another.key, { base: { version: null, values: empty }, typed: still(values, empty) });
    drawer.put(key, null);
    fair.go(another.href);
  }

  const drop = () => {
    hold({ base: now ?? base, typed: {} });
    setWrong({});
    setError(null);
  };
  return {
    values, base, now, typed, put, save, why, error, busy, form, news, undecided, keepMine, takeTheirs, drop,
    set: (name) => (event) => put({ [name]: event.target.value }),
    elsewhere: error && !at(error, values) && !(undecided && error.code == "changed.meanwhile") ? error : null,
    touched: some(typed), restored: Boolean(kept) && some(typed), gone: card === undefined,
    anew: another && (some(typed) || base.version != null) ? anew : null,
  };
}
