/** Icons stand beside words; crests are decoration. Neither is ever the only name of a thing. */
import { html } from "../html.js";

const SPRITE = new URL("../icons.svg", import.meta.url).pathname;

export const Icon = ({ name }) => html`<svg class="i" aria-hidden="true"><use href=${`${SPRITE}#i-${name}`} /></svg>`;

export const Mon = ({ name = "noren", size = "" }) =>
  html`<svg class=${`mon ${size}`} aria-hidden="true"><use href=${`${SPRITE}#m-${name}`} /></svg>`;

export const Scene = () =>
  html`<svg class="scene" viewBox="0 0 640 420" preserveAspectRatio="xMidYMax slice" aria-hidden="true"><use href=${`${SPRITE}#a-sea`} /></svg>`;

/** A picture of a presentation, for where there is no live one. */
export const Scenery = () => html`<svg class="pic" viewBox="0 0 320 180" preserveAspectRatio="xMidYMid slice" aria-hidden="true"><use href=${`${SPRITE}#a-scene`} /></svg>`;
