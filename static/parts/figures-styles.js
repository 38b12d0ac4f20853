/** The styles of the figures' pages, fetched with the first of them. */
import { html } from "../html.js";

const OWN = new URL("../styles/figures.css", import.meta.url).href;
const PLOT = new URL("../vendor/uplot.css", import.meta.url).href;

export const FigureStyles = () => html`<link rel="stylesheet" href=${PLOT} /><link rel="stylesheet" href=${OWN} />`;
