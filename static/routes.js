/** Path → view. A view's code is fetched when it is opened, the others when nothing else happens. */
const ROUTES = [
  { path: /^\/sign-in$/, load: async () => (await import("./views/sign-in.js")).SignIn, open: true, bare: true },
  { path: /^\/link$/, load: async () => (await import("./views/link.js")).Link, open: true, bare: true },
  { path: /^\/hall$/, load: async () => (await import("./views/hall.js")).Hall },
  { path: /^\/booths\/(\d+)$/, load: async () => (await import("./views/booth.js")).Booth, place: true },
  { path: /^\/stages\/(\d+)$/, load: async () => (await import("./views/stage.js")).Stage, place: true },
  { path: /^\/stages\/(\d+)\/board$/, load: async () => (await import("./views/board.js")).Board, place: true, dense: true },
  { path: /^\/talks\/(\d+)$/, load: async () => (await import("./views/talk.js")).Talk, place: true },
  { path: /^\/season$/, load: async () => (await import("./views/season.js")).Season, open: true },
  { path: /^\/editions\/(\d+)$/, load: async () => (await import("./views/programme.js")).Programme, edition: true },
  { path: /^\/editions\/(\d+)\/figures$/, load: async () => (await import("./views/figures.js")).EditionFigures, edition: true, dense: true },
  { path: /^\/season\/figures$/, load: async () => (await import("./views/season-figures.js")).SeasonFigures, dense: true },
  { path: /^\/me$/, load: async () => (await import("./views/me.js")).Me },
  { path: /^\/desk$/, load: async () => (await import("./views/desk.js")).Desk, staff: true },
  { path: /^\/demo$/, load: async () => (await import("./views/demo.js")).Demo, open: true },
  { path: /^\/demo\/mailbox$/, load: async () => (await import("./views/mailbox.js")).Mailbox, open: true },
];

/** @param {string} path */
export function routeOf(path) {
  for (const route of ROUTES) {
    const match = route.path.exec(path);
    if (match) return { ...route, place: route.place && Number(match[1]), edition: route.edition && Number(match[1]), route };
  }
  return null;
}

/** @param {{route: any}|null} found */
export async function loadView(found) {
  if (found) found.route.view ??= await found.route.load();
}

/** Afterwards every view opens without a network. */
export async function loadRest() {
  for (const route of ROUTES) await loadView({ route });
}
