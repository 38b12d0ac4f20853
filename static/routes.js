/** Path → view. What arriving people need comes with the page; the rest is fetched when idle or asked for. */
import { Booth } from "./views/booth.js";
import { Hall } from "./views/hall.js";
import { Link } from "./views/link.js";
import { SignIn } from "./views/sign-in.js";

const ROUTES = [
  { path: /^\/sign-in$/, view: SignIn, open: true, bare: true },
  { path: /^\/link$/, view: Link, open: true, bare: true },
  { path: /^\/hall$/, view: Hall },
  { path: /^\/booths\/(\d+)$/, view: Booth, place: true },
  { path: /^\/me$/, load: async () => (await import("./views/me.js")).Me },
  { path: /^\/desk$/, load: async () => (await import("./views/desk.js")).Desk, staff: true },
  { path: /^\/demo$/, load: async () => (await import("./views/demo.js")).Demo, open: true },
  { path: /^\/demo\/mailbox$/, load: async () => (await import("./views/mailbox.js")).Mailbox, open: true },
];

/** @param {string} path */
export function routeOf(path) {
  for (const route of ROUTES) {
    const match = route.path.exec(path);
    if (!match) continue;
    return { ...route, place: route.place && Number(match[1]), route };
  }
  return null;
}

/** Fetch the other views while nothing else happens, so that they open without a network. */
export async function loadRest() {
  for (const route of ROUTES) route.view ??= await route.load();
}
