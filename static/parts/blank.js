/** Nothing here, or not yet. */
import { html, useFair } from "../html.js";
import { Mon } from "./icon.js";
import { Heading, Page } from "./page.js";

export const Blank = ({ mon = "noren", title, children }) =>
  html`<div class="blank"><${Mon} name=${mon} /><h3>${title}</h3>${children}</div>`;

export const Bones = () => html`<div class="bones" aria-hidden="true"><i></i><i></i><i></i></div>`;

export function Loading() {
  const { t } = useFair();
  return html`<${Page} title=${t("loading")}><${Heading}>${t("loading")}<//><div class="card"><${Bones} /></div><//>`;
}
