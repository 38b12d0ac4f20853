/** What stands around every view: bar, dock, toast, live region. It shows the view of a route, or why it cannot. */
import { isStaff } from "../client/permissions.js";
import { ownState } from "../client/selectors.js";
import { Refusal } from "../client/refusal.js";
import { Outdated } from "../components/connection-notes.js";
import { Loading } from "../components/empty-state.js";
import { ErrorPage } from "../components/error-page.js";
import { html, useApp, useEffect, useErrorBoundary, useRef, useState } from "../html.js";
import { livingTickets } from "../line-standing.js";
import { loadView } from "../routes.js";
import { Alerts } from "./alerts.js";
import { Bar, Dock } from "./bar.js";
import { LiveRegion, Toast } from "./toast.js";
import { takeWantedPage, wantPage } from "../wanted-page.js";

const FRAGMENT_MS = 5000; // for so long a heading may be drawn later than its page

export function Frame({ route }) {
  const { state, t } = useApp();
  const [crash] = useErrorBoundary((error) => console.error(error));
  const bare = route?.bare && !crash;
  const staff = Boolean(route?.staff || route?.dense);

  useEffect(() => {
    document.documentElement.toggleAttribute("data-density", staff);
    if (staff) document.documentElement.dataset.density = "staff";
  }, [staff]);
  useFocusOnArrival(state.path);
  useWhereabouts(route);

  return html`
    <a class="skip" href="#main">
      ${t("skip")}
    </a>
    <${Outdated} />
    ${!bare && html`<${Bar} />`}
    ${crash ? html`<${ErrorPage} status="500" />` : html`<${View} route=${route} />`}
    ${!bare && html`<${Dock} />`}
    <${Alerts} />
    <${Calls} here=${route?.talk} desk=${route?.desk} />
    <${Tickets} here=${route?.place} />
    <${Toast} />
    <${LiveRegion} />
  `;
}

function View({ route }) {
  const { client, state } = useApp();
  const { start, failed, path, status } = state;
  const person = start?.person;
  const home = !person ? "/sign-in" : isStaff(state) ? "/desk" : start.roles.length ? "/my-day" : "/season";
  const elsewhere = path === "/" || (person ? path === "/sign-in" : route && !route.open);
  const away = start && elsewhere ? home : null;
  useEffect(() => {
    if (!away || status !== "200") return;
    if (!person) wantPage(path + location.search + location.hash);
    client.go((person && takeWantedPage()) || away, { replace: true });
  }, [away, status]);

  if (status !== "200") return html`<${ErrorPage} status=${status} />`;
  if (!route && path !== "/") return html`<${ErrorPage} status="404" />`;
  if (failed) return html`<${ErrorPage} status="500" error=${failed} />`;
  if (!start || !route || away) return html`<${Loading} />`;
  if (route.staff && !isStaff(state)) return html`<${ErrorPage} status="403" />`;
  return html`<${Opened} key=${path} route=${route} />`;
}

/** A view, once its code is loaded. */
function Opened({ route }) {
  const { client } = useApp();
  const needsWords = route.office && !client.words.hasOffice;
  const [view, setView] = useState(() => (needsWords ? null : route.view));
  const [failed, setFailed] = useState(null);
  useEffect(() => {
    if (!view)
      Promise.all([loadView(route), needsWords && client.words.loadOffice()]).then(
        () => setView(() => route.route.view),
        () => setFailed(new Refusal({ code: "network" })),
      );
  }, []);
  if (failed) return html`<${ErrorPage} status="500" error=${failed} />`;
  if (!view) return html`<${Loading} />`;
  return html`<${view} place=${route.place} edition=${route.edition} talk=${route.talk} />`;
}

/**
 * Being asked for a talk, and talks that are open: their code is fetched by who has one. Whom I asked is noted here,
 * as the answer may come before the code does.
 */
function Calls({ here, desk }) {
  const { client, state } = useApp();
  const [found, setFound] = useState(null);
  const asked = useRef(new Set());
  const me = client.me()?.id;
  const talks = Object.values(ownState(state)?.talks ?? {});
  const needed = talks.some((talk) => talk.state !== "ended");
  for (const talk of talks)
    if (talk.state === "asked" && talk.people.find((one) => one.id === me)?.accepted)
      asked.current.add(talk.id);
  useEffect(() => {
    if (needed && !found)
      import("./talk-calls.js").then(
        ({ TalkCalls }) => setFound(() => TalkCalls),
        () => {},
      );
  }, [needed]);
  return found && html`<${found} here=${here} desk=${desk} asked=${asked.current} />`;
}

/** My tickets in lines; who has none does not fetch the code. */
function Tickets({ here }) {
  const { state } = useApp();
  const [found, setFound] = useState(null);
  const needed = livingTickets(ownState(state)).length > 0;
  useEffect(() => {
    if (needed && !found)
      import("./my-tickets.js").then(
        ({ MyTickets }) => setFound(() => MyTickets),
        () => {},
      );
  }, [needed]);
  return found && html`<${found} here=${here} />`;
}

/** Enters the place of the open page, otherwise the hall: a person is always in exactly one place. */
function useWhereabouts(route) {
  const { client, state } = useApp();
  const { person, hall } = state.start ?? {};
  const place = route?.place || hall;
  useEffect(() => {
    if (person && place) client.scopes.enter(place);
  }, [person?.id, place]);
}

/** Goes on to the heading that the address names (`/me#cv`), which may be drawn a moment later. */
function goToFragment() {
  const id = location.hash.slice(1);
  if (!/^[a-z-]+$/.test(id)) return undefined;
  const look = () => {
    const heading = document.getElementById(id);
    if (!heading) return;
    stop();
    heading.setAttribute("tabindex", "-1");
    heading.focus();
  };
  const watch = new MutationObserver(look);
  const late = setTimeout(() => stop(), FRAGMENT_MS);
  const stop = () => {
    watch.disconnect();
    clearTimeout(late);
  };
  watch.observe(document.body, { childList: true, subtree: true });
  look();
  return stop;
}

function useFocusOnArrival(path) {
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== path) {
      before.current = path;
      scrollTo(0, 0);
      document.querySelector("h1")?.focus({ preventScroll: true });
    }
    return goToFragment();
  }, [path]);
}
