/** Requests over HTTP with JSON. A refused answer is thrown as a Refusal; no answer has the code "network". */
import { takeServerTime } from "../device-clock.js";
import { Refusal } from "./refusal.js";

async function call(path, options) {
  const asked = Date.now();
  const response = await fetch(path, options).catch(() => {
    throw new Refusal({ code: "network" });
  });
  takeServerTime(response.headers.get("date"), asked, Date.now());
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  throw new Refusal(body.error ?? { code: response.status === 429 ? "busy" : "internal" });
}

/**
 * @param {string} path
 * @returns {Promise<any>}
 */
export const get = (path) => call(path, { headers: { accept: "application/json" } });

/**
 * Fetches plain text.
 * @param {string} path
 * @returns {Promise<string>}
 */
export async function text(path) {
  const response = await fetch(path).catch(() => {
    throw new Refusal({ code: "network" });
  });
  if (response.ok) return response.text();
  const { error } = await response.json().catch(() => ({}));
  throw new Refusal(error ?? { code: "internal" });
}

/**
 * @param {string} path
 * @param {object} body
 * @returns {Promise<any>}
 */
export const post = (path, body) =>
  call(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/**
 * Posts a file as the body, everything else in the query.
 * @param {string} path
 * @param {Record<string, any>} query
 * @param {ArrayBuffer} bytes
 * @returns {Promise<any>}
 */
export const sendFile = (path, query, bytes) =>
  call(`${path}?${new URLSearchParams(query)}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: bytes,
  });
