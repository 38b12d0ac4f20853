/** The audit log, newest first. */
import { editionState } from "../../client/selectors.js";
import { Localized, UserText } from "../../components/text.js";
import { html, useApp } from "../../html.js";

export function Audit({ entries, zone }) {
  const { client, state, t, times } = useApp();
  const places = editionState(state, state.start.edition)?.places ?? {};
  const action = (code) => (client.words.has(`audit.${code}`) ? t(`audit.${code}`) : code);
  return html`
    <section class="card" aria-labelledby="audit">
      <h2 id="audit">${t("audit.title")}</h2>
      ${!entries.length ? html`
        <p class="small soft">${t("audit.none")}</p>
      ` : html`
        <div class="scroll tall" tabindex="0" role="group" aria-labelledby="audit">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">${t("audit.at")}</th>
                <th scope="col">${t("audit.who")}</th>
                <th scope="col">${t("audit.action")}</th>
                <th scope="col">${t("audit.subject")}</th>
              </tr>
            </thead>
            <tbody>
              ${entries.map((entry) => html`
                <tr key=${entry.id}>
                  <td class="nb">
                    <time class="fig" datetime=${entry.at} title=${times.moment(entry.at, zone)}>
                      ${times.seconds(entry.at, zone)}
                    </time>
                  </td>
                  <td>${entry.person ? html`<${UserText}>${entry.person.name}<//>` : "–"}</td>
                  <td>${action(entry.action)}</td>
                  <td>
                    <${Subject} of=${entry.subject} name=${entry.details?.name} places=${places} />${" "}
                    <span class="faint tiny">
                      ${detailsOf(entry).map(([key, value], at) => html`
                        ${at > 0 && " · "}
                        <${Detail} key=${key} of=${key} value=${value} place=${places[value]} />
                      `)}
                    </span>
                  </td>
                </tr>
              `)}
            </tbody>
          </table>
        </div>
      `}
    </section>
  `;
}

/** What stands beside the subject. A person's name stands in place of the number. */
const detailsOf = ({ subject, details }) =>
  Object.entries(details ?? {}).filter(
    ([key]) => key !== "person" && !(key === "name" && subject.startsWith("person:")),
  );

function Subject({ of, name, places }) {
  const { client, t } = useApp();
  const [kind, id] = of.split(":");
  if (kind === "place" && places[id]) return html`<${Localized} text=${places[id].name} />`;
  if (kind === "person" && name) return html`<${UserText}>${name}<//>`;
  return client.words.has(`audit.of.${kind}`) ? (
    t(`audit.of.${kind}`, { id })
  ) : html`
    <${UserText}>${of}<//>
  `;
}

const COUNTED = new Set(["most", "version", "new", "changed", "invitations", "lines"]);

function Detail({ of, value, place }) {
  const { client, t } = useApp();
  if (of === "place" && place) return html`<${Localized} text=${place.name} />`;
  if (of === "minutes") return t("minutes", { count: value });
  if (of === "reason") return t(`reason.${value}.short`);
  if (of === "outcome") return t(`reports.outcome.${value}`);
  if (of === "state") return t(`stage.state.${value}`);
  if (of === "shift") return t(`shift.state.${value}`);
  if (of === "numbers") return t(value ? "audit.numbers" : "audit.no-numbers");
  if (of === "line") return t(`audit.line.${value}`);
  if (of === "figure") return t(`figures.title.${value}`);
  if (of === "people") return t("figures.people", { count: value });
  if (of === "role") return t(`role.${value}`);
  if (of === "agreed") return t(value ? "audit.shown" : "audit.hidden");
  if (of === "cancelled") return t(value ? "audit.cancelled" : "audit.held");
  if (of === "kind" && client.words.has(`import.kind.${value}`)) return t(`import.kind.${value}`);
  if (COUNTED.has(of)) return t(`audit.${of}`, { count: value });
  return html`<${UserText}>${String(value)}<//>`;
}
