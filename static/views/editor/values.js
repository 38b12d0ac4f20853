/** The editor's cards as flat form values, what is wrong with them, and the requests that save them. Pure. */

const pair = (name, both) => ({ [`${name}.ja`]: both?.ja ?? "", [`${name}.en`]: both?.en ?? "" });
const both = (values, name) => ({ ja: values[`${name}.ja`].trim(), en: values[`${name}.en`].trim() });
const number = (text) => (String(text).trim() ? Number(text) : null);

/**
 * What is wrong with texts: {field: [key, params]}. `most`: the required ones and how long each may be.
 * @param {Record<string, any>} values
 * @param {Record<string, number>} most
 */
function unsaid(values, most) {
  const wrong = {};
  for (const [name, longest] of Object.entries(most)) {
    const length = [...values[name].trim()].length;
    if (!length) wrong[name] = ["edit.missing"];
    else if (length > longest) wrong[name] = ["error.text.too_long", { most: longest }];
  }
  return wrong;
}

const LINE = 120,
  LONG = 2000;
const most = (names, longest) =>
  Object.fromEntries(
    names.flatMap((name) => [
      [`${name}.ja`, longest],
      [`${name}.en`, longest],
    ]),
  );

/** Which of two equal local times an instant is, when clocks go back: "first" or "second", otherwise "". */
export function which(at, zone, times) {
  const shown = times.local(at, zone);
  const beside = (minutes) =>
    times.local(new Date(new Date(at).getTime() + minutes * 60_000), zone) === shown;
  if (beside(-60) || beside(-30)) return "second";
  return beside(60) || beside(30) ? "first" : "";
}

const SECOND = { "": null, first: false, second: true };

// ---- the edition

export const edition = {
  empty: (zone, programme) => ({
    programme,
    ...pair("programme_name"),
    fiscal_year: "",
    ...pair("name"),
    ...pair("about"),
    zone,
    capacity: "",
    requirements: [],
  }),
  of: (card) => ({
    programme: card.programme,
    ...pair("programme_name"),
    fiscal_year: String(card.fiscal_year),
    ...pair("name", card.name),
    ...pair("about", card.about),
    zone: card.zone,
    capacity: card.capacity == null ? "" : String(card.capacity),
    requirements: card.requirements,
  }),
  check(values) {
    const wrong = unsaid(values, {
      ...most(["name"], LINE),
      ...most(["about"], LONG),
      ...(values.programme ? {} : most(["programme_name"], LINE)),
    });
    if (!/^\d{4}$/.test(values.fiscal_year) || values.fiscal_year < 1987 || values.fiscal_year > 2100)
      wrong.fiscal_year = ["edit.year.wrong"];
    if (values.capacity && !(Number(values.capacity) >= 1 && Number.isInteger(Number(values.capacity))))
      wrong.capacity = ["edit.number.wrong"];
    values.requirements.forEach((one, at) => Object.assign(wrong, requirement(one, at)));
    return wrong;
  },
  request: (values) => ({
    programme: values.programme || null,
    programme_name: values.programme ? null : both(values, "programme_name"),
    fiscal_year: Number(values.fiscal_year),
    name: both(values, "name"),
    about: both(values, "about"),
    zone: values.zone,
    capacity: number(values.capacity),
    requirements: values.requirements,
  }),
};

function requirement({ text, needs }, at) {
  const wrong = {};
  for (const side of ["ja", "en"])
    if (!text[side].trim()) wrong[`requirements.${at}.${side}`] = ["edit.missing"];
  if (needs.among && !needs.among.length) wrong[`requirements.${at}.needs`] = ["edit.need.none"];
  if (needs.kind === "leaving" && !needs.after && !needs.by)
    wrong[`requirements.${at}.needs`] = ["edit.need.no-date"];
  return wrong;
}

// ---- venues and venue-days

export const venue = {
  empty: (zone) => ({ ...pair("name"), zone, online: false }),
  check: (values) => unsaid(values, most(["name"], LINE)),
  request: (values) => ({ name: both(values, "name"), zone: values.zone, online: values.online }),
};

export const opening = {
  empty: (chosen = "") => ({ venue: chosen, date: "", opens: "10:00", closes: "17:00", second: "" }),
  of: (card, times) => ({
    venue: String(card.venue_id),
    date: times.local(card.opens_at, card.zone).slice(0, 10),
    opens: times.local(card.opens_at, card.zone).slice(11),
    closes: times.local(card.closes_at, card.zone).slice(11),
    second: which(card.opens_at, card.zone, times) || which(card.closes_at, card.zone, times),
  }),
  check: (values) =>
    Object.fromEntries(
      ["venue", "date", "opens", "closes"]
        .filter((name) => !values[name])
        .map((name) => [name, ["edit.missing"]]),
    ),
  request: (values) => ({
    venue: Number(values.venue),
    date: values.date,
    opens: values.opens,
    closes: values.closes,
    second: SECOND[values.second],
  }),
};

// ---- places

export const place = {
  empty: () => ({ kind: "stage", ...pair("name"), venue: "" }),
  of: (card) => ({
    kind: card.kind,
    ...pair("name", card.name),
    venue: card.venue == null ? "" : String(card.venue),
  }),
  check: (values) => unsaid(values, most(["name"], LINE)),
  request: (values) => ({ kind: values.kind, name: both(values, "name"), venue: number(values.venue) }),
};

// ---- sessions

export const session = {
  empty: (chosenPlace = "", chosenOpening = "") => ({
    kind: "presentation",
    ...pair("title"),
    ...pair("about"),
    ...pair("industry"),
    place: chosenPlace,
    opening: chosenOpening,
    starts: "",
    ends: "",
    second: "",
    languages: ["ja"],
    japanese: "",
    booth: "",
    speakers: [],
    moderators: [],
  }),
  of: (card, zone, times) => ({
    kind: card.kind,
    ...pair("title", card.title),
    ...pair("about", card.about),
    ...pair("industry", card.industry),
    place: String(card.place),
    opening: String(card.opening),
    starts: times.local(card.starts_at, zone).slice(11),
    ends: times.local(card.ends_at, zone).slice(11),
    second: which(card.starts_at, zone, times) || which(card.ends_at, zone, times),
    languages: card.languages,
    japanese: card.japanese ?? "",
    booth: card.company?.booth ? String(card.company.booth) : "",
    speakers: card.speakers,
    moderators: card.moderators,
  }),
  check(values) {
    const optional =
      values["industry.ja"].trim() || values["industry.en"].trim() ? most(["industry"], LINE) : {};
    const wrong = unsaid(values, { ...most(["title"], LINE), ...most(["about"], LONG), ...optional });
    for (const name of ["place", "opening", "starts", "ends"])
      if (!values[name]) wrong[name] = ["edit.missing"];
    return wrong;
  },
  request: (values, date) => ({
    kind: values.kind,
    title: both(values, "title"),
    about: both(values, "about"),
    industry: values["industry.ja"].trim() ? both(values, "industry") : null,
    place: Number(values.place),
    opening: Number(values.opening),
    date,
    starts: values.starts,
    ends: values.ends,
    second: SECOND[values.second],
    languages: values.languages,
    japanese: values.japanese || null,
    booth: number(values.booth),
    speakers: values.speakers.map((one) => one.id),
    moderators: values.moderators.map((one) => one.id),
  }),
};

// ---- exhibitors

const WORDS = ["name", "industry", "line", "location"];

export const company = (card) => ({
  number: card.number ?? "",
  ...Object.assign({}, ...[...WORDS, "about"].map((name) => pair(name, card[name]))),
  cloth: card.cloth,
  mon: card.mon,
  employees: card.employees == null ? "" : String(card.employees),
});

export const exhibitor = {
  empty: () => ({
    ...company({ cloth: "ai", mon: "noren" }),
    languages: ["ja"],
    japanese: "",
    visa_help: false,
    employment: "both",
    openings: [],
  }),
  of: (card) => ({
    ...company(card),
    languages: card.languages,
    japanese: card.japanese ?? "",
    visa_help: card.visa_help,
    employment: card.employment ?? "both",
    openings: [...card.openings].sort((a, b) => a - b),
  }),
  check(values) {
    const wrong = unsaid(values, { ...most(WORDS, LINE), ...most(["about"], LONG) });
    if (values.number && !/^\d{13}$/.test(values.number.trim()))
      wrong.number = ["edit.company-number.wrong"];
    if (values.employees && !(Number(values.employees) >= 1 && Number.isInteger(Number(values.employees))))
      wrong.employees = ["edit.number.wrong"];
    return wrong;
  },
  request: (values) => ({
    number: values.number.trim() || null,
    name: both(values, "name"),
    industry: both(values, "industry"),
    line: both(values, "line"),
    about: both(values, "about"),
    location: both(values, "location"),
    cloth: values.cloth,
    mon: values.mon,
    employees: number(values.employees),
    languages: values.languages,
    japanese: values.japanese || null,
    visa_help: values.visa_help,
    employment: values.employment,
    openings: values.openings,
  }),
};
