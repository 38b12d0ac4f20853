/** Which file: dropped here, or chosen with the button. Its bytes are read once, so that what was looked at is what is sent. */
import { html, useFair, useRef, useState } from "../html.js";
import { Icon } from "./icon.js";

export function FileArea({ file, busy, onFile }) {
  const { fair, t } = useFair();
  const [over, setOver] = useState(false);
  const input = useRef();

  async function take(list) {
    const [chosen] = list;
    if (!chosen || busy) return;
    try {
      onFile({ name: chosen.name, bytes: await chosen.arrayBuffer() });
    } catch {
      fair.tell("import.file.unread");
    }
    if (input.current) input.current.value = ""; // the same name again, after it was corrected
  }

  const drag = (event) => {
    event.preventDefault();
    setOver(event.type == "dragover");
    if (event.type == "drop") take(event.dataTransfer.files);
  };

  return html`<div class="drop" data-over=${over} onDragOver=${drag} onDragLeave=${drag} onDrop=${drag}>
    <${Icon} name="file" />
    <div><p>${file ? html`<b><bdi>${file.name}</bdi></b>` : t("import.file.drop")}</p><p class="tiny faint" id="file-what">${t("import.file.what")}</p></div>
    <input hidden type="file" accept=".csv,.txt,text/csv" ref=${input} onChange=${(event) => take(event.target.files)} />
    <button class=${file ? "btn" : "btn primary"} type="button" aria-disabled=${busy} aria-describedby="file-what" onClick=${() => !busy && input.current.click()}>${t(file ? "import.file.other" : "import.file.choose")}</button>
  </div>`;
}
