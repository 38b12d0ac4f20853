/** The styles of lines, timetables and the season, fetched with the first page that needs them. */
import { html } from "../html.js";

const STYLES = new URL("../styles/live.css", import.meta.url).href;

export const Live = () => html`<link rel="stylesheet" href=${STYLES} />`;
