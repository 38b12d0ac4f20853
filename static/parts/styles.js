/** Styles that not every page needs, fetched with the first that does. */
import { html } from "../html.js";

const sheets = (...files) => () => files.map((file) => html`<link rel="stylesheet" key=${file} href=${new URL(`../${file}`, import.meta.url).href} />`);

/** Lines, timetables and the season. */
export const Live = sheets("styles/live.css");
export const EditorStyles = sheets("styles/editor.css");
export const FigureStyles = sheets("vendor/uplot.css", "styles/figures.css");
