/** The navigation: the bar at the top, and on phones the dock at the bottom. */
import { isStaff } from "../client/permissions.js";
import { unreadMessages } from "../client/unread.js";
import { Icon, Mon } from "../components/icon.js";
import { Person } from "../components/person.js";
import { PreferenceButtons } from "../components/preference-buttons.js";
import { html, useApp } from "../html.js";

function usePlaces() {
  const { state } = useApp();
  const { start, path } = state;
  const places = [];
  if (start?.person && start.roles.length)
    places.push({ href: "/my-day", icon: "day", key: "nav.my-day", unread: unreadMessages(state).size });
  if (start?.person && start.roles.length)
    places.push({
      href: "/hall",
      icon: "stall",
      key: "nav.hall",
      here: path === "/hall" || path.startsWith("/booths/"),
    });
  if (start)
    places.push({
      href: "/season",
      icon: "home",
      key: "nav.season",
      here: /^\/(season|editions)(\/|$)/.test(path),
    });
  if (isStaff(state)) places.push({ href: "/desk", icon: "flag", key: "nav.desk" });
  if (start?.person) places.push({ href: "/me", icon: "person", key: "nav.me" });
  else if (start) places.push({ href: "/sign-in", icon: "right", key: "nav.sign-in" });
  if (start?.demo)
    places.push({ href: "/demo", icon: "swap", key: "nav.demo", here: path.startsWith("/demo") });
  return places.map((place) => ({ ...place, here: place.here ?? path === place.href }));
}

export function Bar() {
  const { client, lang, t } = useApp();
  const places = usePlaces();
  const me = client.me();
  return html`
    <header class="bar">
      <div>
        <a class="brand" href="/">
          <${Mon} />
          <span>
            ${t("brand.one")}
            <br />
            ${t("brand.two")}
          </span>
        </a>
        <nav aria-label=${t("nav")}>
          ${places.map((place) => html`
            <a key=${place.href} href=${place.href} aria-current=${place.here ? "page" : null}>
              ${t(place.key)}
              <${Unread} count=${place.unread} />
            </a>
          `)}
        </nav>
        <div class="tools">
          <${PreferenceButtons} />
          ${me && html`
            <a class="person wide-only" href="/me" lang=${lang}>
              <${Person} person=${{ id: me.id, name: me.name }} />
            </a>
          `}
        </div>
      </div>
    </header>
  `;
}

export function Dock() {
  const { t } = useApp();
  return html`
    <nav class="dock" aria-label=${t("nav.dock")}>
      <ul>
        ${usePlaces().map((place) => html`
          <li key=${place.href}>
            <a href=${place.href} aria-current=${place.here ? "page" : null}>
              <${Icon} name=${place.icon} />
              <span>${t(place.key)}</span>
              <${Unread} count=${place.unread} />
            </a>
          </li>
        `)}
      </ul>
    </nav>
  `;
}

function Unread({ count }) {
  const { t } = useApp();
  if (!count) return null;
  return html`
    <span class="unread">
      <span class="fig" aria-hidden="true">
        ${count}
      </span>
      <span class="vh">${t("nav.unread", { count })}</span>
    </span>
  `;
}
