/** The stages, listed by name; watching them has its own page. */
import { html, useFair } from "../html.js";
import { Icon } from "./icon.js";
import { Both } from "./text.js";

export function StageList({ stages }) {
  const { t } = useFair();
  return html`<section class="stack snug" aria-labelledby="stages"><h2 id="stages">${t("hall.stages")}</h2>
    <ul class="card flush rows stages">${stages.map((stage) => html`<li key=${stage.id}><${Icon} name="stage" />
      <div><b><${Both} text=${stage.name} /></b>${stage.line && html`<p class="small soft"><${Both} text=${stage.line} /></p>`}</div>
      <span class="dot" data-state=${stage.state}>${t(`stage.state.${stage.state}`)}</span></li>`)}</ul></section>`;
}
