/** What a company offers: its jobs and documents. */
import { html, useApp } from "../html.js";
import { Icon } from "./icon.js";
import { LocalizedPair } from "./text.js";

/** `level`: of the headings; `mine`: the reader's JLPT level, when it is known. */
export function Offers({ jobs, documents, beside, level = 2, mine }) {
  const { t } = useApp();
  const part = (key, inside) => html`
    <${level === 2 ? "section" : "div"} class="stack snug" aria-label=${level === 2 ? t(key) : null}>
      <${`h${level}`}>${t(key)}<//>
      ${inside}
    <//>
  `;
  return html`
    ${part(
      "jobs.title",
      html`
        ${!jobs.length && html`<p class="small soft">${t("jobs.none")}</p>`}
        ${jobs.map((job) => html`
          <${Job} key=${job.id} job=${job} beside=${beside} level=${level + 1} mine=${mine} />
        `)}
      `,
    )}
    ${documents.length > 0 &&
      part(
        "documents.title",
        html`<ul class="rows">
          ${documents.map((one) => html`
            <${Document} key=${one.id} one=${one} beside=${beside} />
          `)}
        </ul>`,
      )}
  `;
}

function Job({ job, beside, level, mine }) {
  const { t, times } = useApp();
  const twin = (text) => html`<${LocalizedPair} text=${text} beside=${beside} />`;
  const enough = mine && job.japanese && mine <= job.japanese; // N1 comes before N2
  return html`
    <article class="card">
      <div class="head">
        <${`h${level}`}>${twin(job.title)}<//>
        <span class="end tiny faint">${t("jobs.as-of", { day: times.date(job.as_of) })}</span>
      </div>
      <dl class="facts">
        ${job.japanese && html`
          <dt>${t("jobs.japanese")}</dt>
          <dd>${t("jobs.level", { level: job.japanese })}</dd>
        `}
        <dt>${t("jobs.needs")}</dt>
        <dd>${twin(job.needs)}</dd>
        <dt>${t("jobs.employment")}</dt>
        <dd>${t(`employment.${job.employment}`)}</dd>
        <dt>${t("jobs.visa")}</dt>
        <dd>${t(job.visa_help ? "jobs.visa.yes" : "jobs.visa.no")}</dd>
        <dt>${t("jobs.place")}</dt>
        <dd>${twin(job.location)}</dd>
        <dt>${t("jobs.starts")}</dt>
        <dd>${twin(job.starts)}</dd>
      </dl>
      ${enough && html`
        <p class="note open">
          <${Icon} name="check" />
          <span>${t("jobs.fits", { level: mine })}</span>
        </p>
      `}
    </article>
  `;
}

function Document({ one, beside }) {
  const { lang, t } = useApp();
  return html`
    <li>
      <${Icon} name="file" />
      <div>
        <a href=${one.address} rel="noopener noreferrer" target="_blank">
          <${LocalizedPair} text=${one.title} beside=${beside} />
          <span class="vh"> ${t("documents.away")}</span>
        </a>
        <p class="tiny faint">
          <bdi>${hostOf(one.address)}</bdi>
          ${one.languages.length > 0 && " · "}
          ${one.languages.map((code) => t(`language.${code}`)).join(lang === "ja" ? "・" : ", ")}
        </p>
      </div>
    </li>
  `;
}

/** The host that a link leads to; the whole address when it cannot be read. */
function hostOf(address) {
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}
