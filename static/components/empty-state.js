/** What stands where nothing is (EmptyState), where something is being loaded (Skeleton), and a whole page of that. */
import { html, useApp } from "../html.js";
import { Mon } from "./icon.js";
import { Heading, Page } from "./page.js";

/** `level`: of the heading. */
export const EmptyState = ({ mon = "noren", level = 3, title, children }) => html`
  <div class="empty-state">
    <${Mon} name=${mon} />
    <${`h${level}`}>${title}<//>
    ${children}
  </div>
`;

export const Skeleton = () => html`
  <div class="skeleton" aria-hidden="true">
    <i></i>
    <i></i>
    <i></i>
  </div>
`;

export function Loading() {
  const { t } = useApp();
  return html`
    <${Page} title=${t("loading")}>
      <${Heading}>${t("loading")}<//>
      <div class="card">
        <${Skeleton} />
      </div>
    <//>
  `;
}
