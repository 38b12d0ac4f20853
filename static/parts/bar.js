/** The bar with its small curtain, and on phones the dock at the bottom. */
import { html, useFair } from "../html.js";
import { Icon, Mon } from "./icon.js";
import { Person } from "./person.js";
import { Tools } from "./tools.js";

function usePlaces() {
  const { state } = useFair();
  const { start, path } = state;
  const staff = start?.roles.some((role) => ["moderator", "organiser"].includes(role));
  const places = [];
  if (start) places.push({ href: "/season", icon: "home", key: "nav.season", here: /^\/(season|editions)(\/|$)/.test(path) });
  if (start?.person && start.roles.length) places.push({ href: "/hall", icon: "stall", key: "nav.hall", here: path == "/hall" || path.startsWith("/booths/") });
  if (staff) places.push({ href: "/desk", icon: "flag", key: "nav.desk" });
  if (start?.person) places.push({ href: "/me", icon: "person", key: "nav.me" });
  else if (start) places.push({ href: "/sign-in", icon: "right", key: "nav.sign-in" });
  if (start?.demo) places.push({ href: "/demo", icon: "swap", key: "nav.demo", here: path.startsWith("/demo") });
  return places.map((place) => ({ ...place, here: place.here ?? path == place.href }));
}

export function Bar() {
  const { fair, lang, t } = useFair();
  const places = usePlaces();
  const me = fair.me();
  return html`<header class="bar"><div>
    <a class="brand" href="/"><${Mon} /><span>${t("brand.one")}<br />${t("brand.two")}</span></a>
    <nav aria-label=${t("nav")}>${places.map((place) => html`<a key=${place.href} href=${place.href} aria-current=${place.here ? "page" : null}>${t(place.key)}</a>`)}</nav>
    <div class="tools"><${Tools} />${me && html`<a class="person wide-only" href="/me" lang=${lang}><${Person} person=${{ id: me.id, name: me.name }} /></a>`}</div>
  </div></header>`;
}

export function Dock() {
  const { t } = useFair();
  return html`<nav class="dock" aria-label=${t("nav.dock")}><ul>${usePlaces().map((place) => html`
    <li key=${place.href}><a href=${place.href} aria-current=${place.here ? "page" : null}><${Icon} name=${place.icon} /><span>${t(place.key)}</span></a></li>`)}</ul></nav>`;
}
