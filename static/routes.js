/** The table of paths and views. A view's code is fetched when it is opened, the others' once the page is idle. */
const ROUTES = [
  {
    path: /^\/sign-in$/,
    load: async () => (await import("./views/sign-in/sign-in.js")).SignIn,
    open: true,
    bare: true,
  },
  {
    path: /^\/link$/,
    load: async () => (await import("./views/sign-in/link.js")).Link,
    open: true,
    bare: true,
  },
  { path: /^\/my-day$/, load: async () => (await import("./views/my-day/my-day.js")).MyDay },
  { path: /^\/hall$/, load: async () => (await import("./views/hall/hall.js")).Hall },
  {
    path: /^\/booths\/(\d+)$/,
    load: async () => (await import("./views/booth/booth.js")).Booth,
    place: true,
  },
  {
    path: /^\/booths\/(\d+)\/edit$/,
    load: async () => (await import("./views/booth-edit/booth-edit.js")).BoothEdit,
    place: true,
    office: true,
  },
  {
    path: /^\/booths\/(\d+)\/desk$/,
    load: async () => (await import("./views/booth-desk/booth-desk.js")).BoothDesk,
    place: true,
    desk: true, // shows the talks at the booth by itself
    dense: true,
    office: true,
  },
  {
    path: /^\/stages\/(\d+)$/,
    load: async () => (await import("./views/stage/stage.js")).Stage,
    place: true,
  },
  {
    path: /^\/stages\/(\d+)\/board$/,
    load: async () => (await import("./views/stage/board.js")).Board,
    place: true,
    dense: true,
    office: true,
  },
  { path: /^\/talks\/(\d+)$/, load: async () => (await import("./views/talk/talk.js")).Talk, talk: true },
  { path: /^\/season$/, load: async () => (await import("./views/season/season.js")).Season, open: true },
  {
    path: /^\/editions\/(\d+)$/,
    load: async () => (await import("./views/programme/programme.js")).Programme,
    edition: true,
  },
  { path: /^\/privacy$/, load: async () => (await import("./views/privacy.js")).Privacy, open: true },
  {
    path: /^\/editions\/(\d+)\/figures$/,
    load: async () => (await import("./views/figures/edition-figures.js")).EditionFigures,
    edition: true,
    dense: true,
    office: true,
  },
  {
    path: /^\/season\/figures$/,
    load: async () => (await import("./views/figures/season-figures.js")).SeasonFigures,
    dense: true,
    office: true,
  },
  {
    path: /^\/editions\/(\d+)\/lines$/,
    load: async () => (await import("./views/lines/lines.js")).Lines,
    edition: true,
    dense: true,
    office: true,
  },
  {
    path: /^\/editions\/(\d+)\/import$/,
    load: async () => (await import("./views/import/import.js")).Import,
    edition: true,
    dense: true,
    office: true,
  },
  {
    path: /^\/editions$/,
    load: async () => (await import("./views/editor/editions.js")).Editions,
    dense: true,
    office: true,
  },
  {
    path: /^\/editions\/(\d+)\/edit$/,
    load: async () => (await import("./views/editor/editor.js")).Editor,
    edition: true,
    dense: true,
    office: true,
  },
  { path: /^\/me$/, load: async () => (await import("./views/me/me.js")).Me, office: true },
  {
    path: /^\/desk$/,
    load: async () => (await import("./views/desk/desk.js")).Desk,
    staff: true,
    office: true,
  },
  { path: /^\/demo$/, load: async () => (await import("./views/demo/demo.js")).Demo, open: true },
  {
    path: /^\/demo\/mailbox$/,
    load: async () => (await import("./views/demo/mailbox.js")).Mailbox,
    open: true,
  },
];

/** @param {string} path */
export function routeOf(path) {
  for (const route of ROUTES) {
    const match = route.path.exec(path);
    if (match)
      return {
        ...route,
        place: route.place && Number(match[1]),
        edition: route.edition && Number(match[1]),
        desk: route.desk && Number(match[1]),
        talk: route.talk && Number(match[1]), // its view enters it when the person goes in
        route,
      };
  }
  return null;
}

/** @param {{route: any}|null} found */
export async function loadView(found) {
  if (found) found.route.view ??= await found.route.load();
}

/** Loads the code of all views: afterwards each opens without a network. */
export async function loadRest() {
  for (const route of ROUTES) await loadView({ route });
}
