/** Dates and times by Intl, in the zone that is asked for; and the instant that a zone's clock shows. */
const LOCALES = { ja: "ja-JP", en: "en-GB" };

/** Every time zone that this browser knows. */
export const ZONES = Intl.supportedValuesOf?.("timeZone") ?? [];

export const hereZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export class Times {
  #made = new Map();

  /**
   * @param {() => string} lang
   * @param {() => number} offset fair time − wall time, in ms
   */
  constructor(lang, offset) {
    this.lang = lang;
    this.offset = offset;
  }

  now = () => new Date(Date.now() + this.offset());

  /** 13:12 */
  clock = (at, zone) =>
    this.#format(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));

  /** 13:12:40 */
  seconds = (at, zone) =>
    this.#format(zone, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(
      new Date(at),
    );

  /** 2月17日(土) / Sat 17 Feb */
  day = (at, zone) =>
    this.#format(zone, { month: this.lang() === "ja" ? "long" : "short", day: "numeric", weekday: "short" })
      .format(new Date(at))
      .replace(",", "");

  /** 2月17日(土) 13:12 / Sat 17 Feb 13:12 */
  moment = (at, zone) => `${this.day(at, zone)} ${this.clock(at, zone)}`;

  /**
   * 13:00–13:30; with the day before it unless that is today.
   * @param {{starts_at: string, ends_at: string}} session
   */
  span(session, zone) {
    const { starts_at, ends_at } = session;
    const today = this.day(starts_at, zone) === this.day(this.now(), zone);
    return `${(today ? this.clock : this.moment)(starts_at, zone)}–${this.clock(ends_at, zone)}`;
  }

  /**
   * 2024年2月10日 / 10 Feb 2024: a calendar day, the same in every zone.
   * @param {string} iso
   */
  date = (iso) =>
    this.#format("UTC", {
      year: "numeric",
      month: this.lang() === "ja" ? "long" : "short",
      day: "numeric",
    }).format(new Date(`${iso}T12:00:00Z`));

  /** 日本時間 / Japan time */
  zone(zone, at = this.now()) {
    const parts = this.#format(zone, { timeZoneName: "longGeneric" }).formatToParts(new Date(at));
    return parts
      .find((part) => part.type === "timeZoneName")
      .value.replace(/ (Standard )?Time$/, " time")
      .replace(/標準時$/, "時間");
  }

  /** Do two zones show different clocks at that moment? */
  differ = (at, one, other) => one !== other && this.moment(at, one) !== this.moment(at, other);

  /** The instant at which a zone's clock shows "2024-02-17T13:00", as ISO with its offset. */
  instant(local, zone) {
    const wanted = Date.parse(`${local}Z`);
    const offset = (at) => {
      const part = this.#format(zone, { timeZoneName: "longOffset" }, "en-GB").formatToParts(new Date(at));
      return part.find((one) => one.type === "timeZoneName").value.replace("GMT", "") || "+00:00";
    };
    const minutes = (text) =>
      (text[0] === "-" ? -1 : 1) * (Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6)));
    const near = offset(wanted - minutes(offset(wanted)) * 60_000);
    return `${local}${near}`;
  }

  /** What a zone's clock shows, for a datetime-local field. */
  local(at, zone) {
    const format = this.#format(
      zone,
      {
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
      },
      "sv-SE",
    );
    return format.format(new Date(at)).replace(" ", "T");
  }

  #format(timeZone, options, locale = LOCALES[this.lang()]) {
    const key = JSON.stringify([locale, timeZone, options]);
    if (!this.#made.has(key))
      this.#made.set(key, new Intl.DateTimeFormat(locale, { timeZone, ...options }));
    return this.#made.get(key);
  }
}
