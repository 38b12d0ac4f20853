/** Saves a file of ours: what refuses it is told with words, which a link of the browser's own does not do. */
import { Refusal } from "./refusal.js";

/**
 * @param {string} path
 * @throws {Refusal}
 */
export async function download(path) {
  const response = await fetch(path).catch(() => {
    throw new Refusal({ code: "network" });
  });
  if (!response.ok) {
    const { error } = await response.json().catch(() => ({}));
    throw new Refusal(error ?? { code: "internal" });
  }
  const content = await response.blob().catch(() => {
    throw new Refusal({ code: "network" });
  });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = nameIn(response.headers.get("content-disposition") ?? "");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The name that RFC 6266 gives a file, the extended one first. */
function nameIn(disposition) {
  const extended = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  return extended ? decodeURIComponent(extended) : (/filename="([^"]+)"/.exec(disposition)?.[1] ?? "");
}
