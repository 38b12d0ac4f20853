/** Links to an edition's editor, import and figures, for those who may edit it. */
import { mayEdit } from "../client/permissions.js";
import { html, useApp } from "../html.js";
import { Icon } from "./icon.js";

const DEEDS = [
  ["edit", "gear", "nav.edit"],
  ["import", "file", "nav.import"],
  ["figures", "people", "nav.figures"],
  ["lines", "ticket", "nav.lines"],
];

export function OrganiserLinks({ edition }) {
  const { state, t } = useApp();
  return (
    mayEdit(state, edition) && html`
      <span class="line tight">
        ${DEEDS.map(([path, icon, key]) => html`
          <a class="btn little" key=${path} href=${`/editions/${edition}/${path}`}>
            <${Icon} name=${icon} />
            ${t(key)}
          </a>
        `)}
      </span>
    `
  );
}
