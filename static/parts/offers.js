/** What a company offers: its jobs, as they were on a day, and what there is to read. */
import { html, useFair } from "../html.js";
import { Icon } from "./icon.js";
import { Both } from "./text.js";

export function Offers({ held }) {
  const { lang, t, times } = useFair();
  const jobs = Object.values(held?.jobs ?? {});
  const documents = Object.values(held?.documents ?? {});
  return html`<section class="stack snug" aria-labelledby="jobs"><h2 id="jobs">${t("jobs.title")}</h2>
      ${held && !jobs.length && html`<p class="small soft">${t("jobs.none")}</p>`}
      ${jobs.map((job) => html`<article class="card" key=${job.id}><div class="head"><h3><${Both} text=${job.title} /></h3><span class="end tiny faint">${t("jobs.as-of", { day: times.day(`${job.as_of}T12:00:00Z`, "UTC") })}</span></div>
        <dl class="facts"><dt>${t("jobs.needs")}</dt><dd><${Both} text=${job.needs} /></dd><dt>${t("jobs.employment")}</dt><dd>${t(`employment.${job.employment}`)}</dd>
          <dt>${t("jobs.visa")}</dt><dd>${t(job.visa_help ? "jobs.visa.yes" : "jobs.visa.no")}</dd><dt>${t("jobs.place")}</dt><dd><${Both} text=${job.location} /></dd><dt>${t("jobs.starts")}</dt><dd><${Both} text=${job.starts} /></dd></dl></article>`)}</section>
    ${documents.length > 0 && html`<section class="stack snug" aria-labelledby="docs"><h2 id="docs">${t("documents.title")}</h2><ul class="rows">${documents.map((one) => html`<li key=${one.id}><${Icon} name="file" />
      <div><a href=${one.address} rel="noopener noreferrer" target="_blank"><${Both} text=${one.title} /><span class="vh"> ${t("documents.away")}</span></a><p class="tiny faint">${one.languages.map((code) => t(`language.${code}`)).join(lang == "ja" ? "・" : ", ")}</p></div></li>`)}</ul></section>`}`;
}
