/** Nothing here, or not yet. */
import { html, useFair } from "../html.js";
import { Mon } from "./icon.js";
import { Heading, Page } from "./page.js";

/** `level`: the heading that fits where it stands. */
export const Blank = ({ mon = "noren", level = 3, title, children }) =>
  html`<div class="blank"><${Mon} name=${mon} /><${`h${level}`}>${title}<//>${children}</div>`;

export const Bones = () => html`<div class="bones" aria-hidden="true"><i></i><i></i><i></i></div>`;

export function Loading() {
  const { t } = useFair();
  return html`<${Page} title=${t("loading")}><${Heading}>${t("loading")}<//><div class="card"><${Bones} /></div><//>`;
}
