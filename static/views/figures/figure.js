/** One figure: a number, its definition with the settings it was counted by, and the list behind it. */
import { html, useApp, useState } from "../../html.js";
import { CompanyList, PeopleList, PresentationList } from "./lists.js";

/** Writes seconds in words: 60 is 1分. */
export function useDuration() {
  const { t } = useApp();
  return (seconds) => {
    if (seconds % 60 || !seconds) return t("figures.seconds", { count: seconds });
    return t("minutes", { count: seconds / 60 });
  };
}

/** Gives a figure's definition in words, with the settings it was counted by. */
export function useMeaning(asked) {
  const { t } = useApp();
  const duration = useDuration();
  const filled = {
    unit: t(`figures.each.${asked.unit}`),
    capacity: t(`figures.capacity.${asked.capacity}`),
    minimum: duration(asked.minimum_seconds),
    grace: duration(asked.grace_seconds),
  };
  return (figure) => t(`figures.what.${figure}`, filled);
}

/** A number that opens the list behind it. `list`: the kind of dialog and its properties. */
export function Figure({ value, label, list, big }) {
  const { lang, t } = useApp();
  const [open, setOpen] = useState(false);
  const shown = value == null ? "–" : new Intl.NumberFormat(lang).format(value);
  return html`
    <button
      class=${big ? "number fig big" : "number fig"}
      type="button"
      aria-haspopup="dialog"
      aria-label=${t("figures.open", { label, figure: shown })}
      onClick=${() => setOpen(true)}
    >
      ${shown}
    </button>
    ${open && html`<${List} ...${list} onClose=${() => setOpen(false)} />`}
  `;
}

const LISTS = { people: PeopleList, companies: CompanyList, presentations: PresentationList };

const List = ({ kind, ...rest }) => html`<${LISTS[kind]} ...${rest} />`;

export function BigFigure({ title, value, what, list, note }) {
  return html`
    <div class="big-figure">
      <b class="small">${title}</b>
      <${Figure} value=${value} label=${title} list=${{ ...list, title, what }} big=${true} />
      ${note && html`<span class="small">${note}</span>`}
      <small>${what}</small>
    </div>
  `;
}
