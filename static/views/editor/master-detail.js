/** A list with the form of the chosen item beside it; on phones one at a time. */
import { html, useEffect, useRef } from "../../html.js";

/** @param {{title: any, count?: number, item?: string|null, tools?: any, list: any, form: any}} props */
export function MasterDetail({ title, count, item, tools, list, form }) {
  const heading = useRef();
  const rows = useRef();
  const open = Boolean(form);
  const before = useRef(open);
  useEffect(() => {
    if (before.current && !open) heading.current?.focus();
    before.current = open;
  }, [open]);
  useEffect(
    () => rows.current.querySelector("li[aria-current]")?.scrollIntoView({ block: "nearest" }),
    [item],
  );
  return html`
    <div class="master-detail" data-open=${open ? "" : null}>
      <section class="card list" ref=${rows} aria-labelledby="section">
        <div class="head">
          <h2 id="section" tabindex="-1" ref=${heading}>
            ${title}
          </h2>
          ${count != null && html`<span class="fig">${count}</span>`}
          <span class="end line tight">${tools}</span>
        </div>
        ${list}
      </section>
      ${form}
    </div>
  `;
}
