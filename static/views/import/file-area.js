/** The field that takes a file, dropped or chosen. It is read once, so what is previewed is what is imported. */
import { Icon } from "../../components/icon.js";
import { html, useApp, useRef, useState } from "../../html.js";

export function FileArea({ file, busy, onFile }) {
  const { client, t } = useApp();
  const [over, setOver] = useState(false);
  const input = useRef();

  async function take(list) {
    const [chosen] = list;
    if (!chosen || busy) return;
    try {
      onFile({ name: chosen.name, bytes: await chosen.arrayBuffer() });
    } catch {
      client.notify("import.file.unread");
    }
    if (input.current) input.current.value = ""; // the same name again, after it was corrected
  }

  const drag = (event) => {
    event.preventDefault();
    setOver(event.type === "dragover");
    if (event.type === "drop") take(event.dataTransfer.files);
  };

  return html`
    <div class="drop" data-over=${over} onDragOver=${drag} onDragLeave=${drag} onDrop=${drag}>
      <${Icon} name="file" />
      <div>
        <p>
          ${file ? html`
            <b>
              <bdi>${file.name}</bdi>
            </b>
          ` : (
            t("import.file.drop")
          )}
        </p>
        <p class="tiny faint" id="file-what">
          ${t("import.file.what")}
        </p>
      </div>
      <input
        hidden
        type="file"
        accept=".csv,.txt,text/csv"
        ref=${input}
        onChange=${(event) => take(event.target.files)}
      />
      <button
        class=${file ? "btn" : "btn primary"}
        type="button"
        aria-disabled=${busy}
        aria-describedby="file-what"
        onClick=${() => !busy && input.current.click()}
      >
        ${t(file ? "import.file.other" : "import.file.choose")}
      </button>
    </div>
  `;
}
