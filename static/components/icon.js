/** Icons, crests (mon) and drawings from one sprite. They stand beside words and are hidden from screen readers. */
import { html } from "../html.js";
import { released } from "../released.js";

const SPRITE = released("icons.svg");

export const Icon = ({ name }) => html`
  <svg class="i" aria-hidden="true">
    <use href=${`${SPRITE}#i-${name}`} />
  </svg>
`;

export const Mon = ({ name = "noren", size = "" }) => html`
  <svg class=${`mon ${size}`} aria-hidden="true">
    <use href=${`${SPRITE}#m-${name}`} />
  </svg>
`;

export const Scene = () => html`
  <svg class="scene" viewBox="0 0 640 420" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
    <use href=${`${SPRITE}#a-sea`} />
  </svg>
`;

/** A drawing of a presentation, where there is no live picture. */
export const Scenery = () => html`
  <svg class="pic" viewBox="0 0 320 180" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
    <use href=${`${SPRITE}#a-scene`} />
  </svg>
`;
