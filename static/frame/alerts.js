/** Tells me, wherever I am, of what is for me: replies, messages at my booth, a session that begins soon. */
import { alertSettings, isQuiet } from "../alert-settings.js";
import { noticesFor, noticesScope } from "../client/notices.js";
import { isStaff } from "../client/permissions.js";
import { me, ownState, refusalOf, scopeState, timetableState } from "../client/selectors.js";
import { deskOf, repliesToMe, unreadAt, unreadMessages } from "../client/unread.js";
import { useNow } from "../components/clock.js";
import { useScopes } from "../components/use-scope.js";
import { html, useApp, useEffect, useRef } from "../html.js";
import { routeOf } from "../routes.js";
import { localized } from "../words.js";
import { beep } from "../sound.js";
import { followNotifications, notify } from "./notification.js";

const talksOf = (edition) => `edition:${edition}/desk`;
const LOOK_MS = 15_000;
const SOON_MS = 5 * 60_000;

export function Alerts() {
  const { client, state } = useApp();
  useEffect(() => followNotifications(client.go), []);
  return state.start?.person ? html`<${Watching} />` : null;
}

function Watching() {
  const { state } = useApp();
  const { booths, edition, roles } = state.start;
  const ofEdition = edition
    ? [`timetable:${edition}`, ...(roles.length ? [noticesScope(edition)] : [])]
    : [];
  const desk = edition && isStaff(state) ? [talksOf(edition)] : [];
  useScopes([...booths.map(deskOf), ...ofEdition, ...desk]); // notices are for who takes part
  useNewMessages();
  useSoon();
  useNewNotices();
  useHelp();
  return null;
}

/** What came while I was here is told; what waited already stands in its place. */
function useNewMessages() {
  const { client, lang, state, t } = useApp();
  const own = ownState(state);
  const known = useRef(null);
  const unread = unreadMessages(state);
  const told = (scope) => scopeState(state, scope) || refusalOf(state, scope);
  const key = own && state.start.booths.map(deskOf).every(told) ? [...unread].join() : null;
  useEffect(() => {
    if (key == null) return;
    const fresh = known.current && [...unread].filter((one) => !known.current.has(one));
    known.current = new Set([...(known.current ?? []), ...unread]);
    if (!fresh?.length) return;
    const here = document.hidden ? null : routeOf(state.path)?.place; // where I see it anyway
    const reply = repliesToMe(state).find((one) => fresh.includes(one.message) && one.place !== here);
    if (reply) {
      tell(
        client,
        t("alert.reply", { name: reply.person.name, place: localized(reply.place_name, lang).text }),
        {
          body: reply.text,
          tag: `reply-${reply.place}`,
          path: `/${reply.kind}s/${reply.place}`,
        },
      );
      return;
    }
    for (const booth of state.start.booths.filter((one) => one !== here)) {
      const [newest] = unreadAt(state, booth).filter((one) => fresh.includes(one.id));
      if (!newest) continue;
      const about = { body: newest.text, tag: `booth-${booth}`, path: `/booths/${booth}` };
      tell(client, t("alert.booth", { name: newest.person.name }), about);
    }
  }, [key]);
}

/** A session that I chose or lead begins in five minutes. */
function useSoon() {
  const { client, lang, state, t } = useApp();
  const now = useNow(LOOK_MS);
  const told = useRef(new Set());
  const { edition } = state.start;
  const picks = ownState(state)?.picks ?? {};
  const mine = me(state).id;
  const named = (people) => people.some((person) => person.id === mine);
  const soon = Object.values(timetableState(state, edition)?.sessions ?? {}).find((one) => {
    const wait = Number(new Date(one.starts_at)) - Number(now);
    const concerns = picks[one.id] || named(one.speakers) || named(one.moderators);
    return concerns && !one.cancelled && wait > 0 && wait <= SOON_MS && !told.current.has(one.id);
  });
  useEffect(() => {
    if (!soon) return;
    told.current.add(soon.id);
    const path = `/stages/${soon.place}`;
    const body = localized(soon.place_name, lang).text;
    tell(client, t("alert.soon", { title: localized(soon.title, lang).text }), {
      body,
      tag: `soon-${soon.id}`,
      path,
    });
  }, [soon?.id]);
}

/** Somebody in a talk asks for a moderator: told to each of them, wherever they are. */
function useHelp() {
  const { client, state, t } = useApp();
  const told = useRef(new Set());
  const held = scopeState(state, talksOf(state.start.edition));
  const asking = Object.values(held?.open_talks ?? {}).flatMap((talk) =>
    talk.people
      .filter((person) => person.help_at && person.id !== me(state).id)
      .map((person) => ({ key: `${talk.id} ${person.id} ${person.help_at}`, talk, person })),
  );
  useEffect(() => {
    for (const { key, talk, person } of asking.filter(({ key }) => !told.current.has(key))) {
      told.current.add(key);
      const about = { body: "", tag: `help-${talk.id}`, path: "/desk" };
      tell(client, t("talk.help.said", { name: person.name }), about);
    }
  }, [asking.map(({ key }) => key).join()]);
}

/** A notice that comes while I am here is read out; it stands above every page until I put it away. */
function useNewNotices() {
  const { client, lang, state, t } = useApp();
  const known = useRef(null);
  const held = scopeState(state, noticesScope(state.start.edition))?.notices;
  const mine = noticesFor(state, new Date(0), routeOf(state.path)?.place || undefined);
  useEffect(() => {
    if (!held) return;
    const [fresh] = known.current ? mine.filter((one) => !known.current.has(one.id)) : [];
    known.current = new Set(Object.keys(held).map(Number));
    if (!fresh) return;
    const text = localized(fresh.text, lang).text;
    client.announce("notices.said", { text });
    remind(t("notices.title"), { body: text, tag: `notice-${fresh.id}`, path: state.path });
  }, [held]);
}

/** By voice and by sight at once, and with a reminder. */
function tell(client, title, about) {
  client.notify("alert.said", { text: title });
  remind(title, about);
}

/** With a sound and a notification as this browser is set, and never in quiet hours. */
export function remind(title, { body, tag, path }) {
  const settings = alertSettings();
  const clock = new Date().toTimeString().slice(0, 5);
  if (isQuiet(settings, clock)) return;
  if (settings.sound) beep();
  if (settings.notifications && document.hidden) notify({ title, body, tag, path }).catch(() => {});
}
