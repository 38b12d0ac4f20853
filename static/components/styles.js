/** Style sheets that only some views need, as components: put one into a view that needs it. */
import { html } from "../html.js";
import { released } from "../released.js";

const sheets =
  (...files) =>
  () =>
    files.map((file) => html`<link rel="stylesheet" key=${file} href=${released(file)} />`);

export const EditorStyles = sheets("styles/editor.css");
export const FigureStyles = sheets("vendor/uplot.css", "styles/figures.css");
