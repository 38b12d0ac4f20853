/** The frame of every view: bar, banners, the view, dock, and what floats. */
import { html, useEffect, useErrorBoundary, useFair, useRef, useState } from "../html.js";
import { Refusal } from "../refusal.js";
import { loadView } from "../routes.js";
import { Refused } from "../views/refused.js";
import { Bar, Dock } from "./bar.js";
import { Loading } from "./blank.js";
import { Outdated } from "./banner.js";
import { LiveRegion, Toast } from "./toast.js";

const STAFF = ["moderator", "organiser"];

export function App({ route }) {
  const { state, t } = useFair();
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
    <a class="skip" href="#main">${t("skip")}</a>
    <${Outdated} />
    ${!bare && html`<${Bar} />`}
    ${crash ? html`<${Refused} status="500" />` : html`<${View} route=${route} />`}
    ${!bare && html`<${Dock} />`}
    <${Toast} />
    <${LiveRegion} />`;
}

function View({ route }) {
  const { fair, state } = useFair();
  const { start, failed, path, status } = state;
  const person = start?.person;
  const home = !person ? "/sign-in" : start.roles.length ? "/hall" : "/season";
  const elsewhere = path == "/" || (person ? path == "/sign-in" : route && !route.open);
  const away = start && elsewhere ? home : null;
  useEffect(() => {
    if (away && status == "200") fair.go(away, { replace: true });
  }, [away, status]);

  if (status != "200") return html`<${Refused} status=${status} />`;
  if (!route && path != "/") return html`<${Refused} status="404" />`;
  if (failed) return html`<${Refused} status="500" error=${failed} />`;
  if (!start || !route || away) return html`<${Loading} />`;
  if (route.staff && !start.roles.some((role) => STAFF.includes(role))) return html`<${Refused} status="403" />`;
  return html`<${Opened} key=${path} route=${route} />`;
}

/** A view, as soon as its code is there. */
function Opened({ route }) {
  const [view, setView] = useState(() => route.view);
  const [failed, setFailed] = useState(null);
  useEffect(() => {
    if (!view) loadView(route).then(() => setView(() => route.route.view), () => setFailed(new Refusal({ code: "network" })));
  }, []);
  if (failed) return html`<${Refused} status="500" error=${failed} />`;
  return view ? html`<${view} place=${route.place} edition=${route.edition} />` : html`<${Loading} />`;
}

/** In a booth while its page is open, otherwise in the hall: one is always in exactly one place. */
function useWhereabouts(route) {
  const { fair, state } = useFair();
  const { person, hall } = state.start ?? {};
  const place = route?.place || hall;
  useEffect(() => {
    if (person && place) fair.scopes.enter(place);
  }, [person?.id, place]);
}

function useFocusOnArrival(path) {
  const before = useRef(path);
  useEffect(() => {
    if (before.current == path) return;
    before.current = path;
    scrollTo(0, 0);
    document.querySelector("h1")?.focus({ preventScroll: true });
  }, [path]);
}
