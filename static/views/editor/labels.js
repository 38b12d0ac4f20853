/** What a form's fields are called and how their values read, for showing what others changed. */
import { localized } from "../../words.js";

/**
 * @param {Function} t
 * @param {Record<string, string>} keys field → key of its label
 */
export const labelling = (t, keys) => (name) => {
  const [stem, language] = name.split(".");
  return language
    ? t("edit.in", { label: t(keys[stem]), language: t(`language.${language}`) })
    : t(keys[stem]);
};

/**
 * @param {Function} t
 * @param {Record<string, (value: any) => any>} [ways] field → its words, where they are not the value itself
 */
export const showing =
  (t, ways = {}) =>
  (name, value) => {
    const way = ways[name.split(".")[0]];
    if (way) return way(value) ?? "";
    if (Array.isArray(value)) return value.map((one) => one?.name ?? one).join(", ");
    if (typeof value === "boolean") return t(value ? "edit.yes" : "edit.no");
    return String(value ?? "");
  };

/** 2月17日(土) 大阪会場 10:00–17:00 */
export const openingText = (one, times, lang) =>
  [
    times.day(one.opens_at, one.zone),
    localized(one.venue, lang).text,
    `${times.clock(one.opens_at, one.zone)}–${times.clock(one.closes_at, one.zone)}`,
  ].join(" ");

export const byTime = (a, b) => a.opens_at.localeCompare(b.opens_at) || a.id - b.id;
