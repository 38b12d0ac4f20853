/** One WHIP or WHEP resource: POST the offer, PATCH candidates, DELETE at the end (RFC 9725). */
import { Refusal } from "../client/refusal.js";

export class Session {
  #url;
  #key;
  #relays;
  /** @type {string|null} */
  #resource = null;
  /** @type {string|null} */
  #etag = null;
  #ufrag = "";
  #candidates = [];

  /**
   * @param {string} url
   * @param {string|null} [key] a bearer token
   * @param {boolean} [relays] whether to use the TURN servers that the answer names
   */
  constructor(url, key = null, relays = true) {
    this.#url = url;
    this.#key = key;
    this.#relays = relays;
  }

  /**
   * Offer what a connection holds and apply the answer. Gathering starts only afterwards,
   * so the ICE servers of the answer's Link header are used without a request of their own.
   */
  async open(connection, signal) {
    connection.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate?.candidate) this.#candidateFound(candidate);
    });
    const offer = await connection.createOffer();
    this.#ufrag = /^a=ice-ufrag:(\S+)/m.exec(offer.sdp)?.[1] ?? "";
    const response = await fetch(this.#url, {
      method: "POST",
      headers: this.#headers({ "Content-Type": "application/sdp" }),
      body: offer.sdp,
      signal,
    });
    if (response.status !== 201) throw await refusal(response);
    this.#etag = response.headers.get("ETag");
    this.#resource = new URL(
      response.headers.get("Location") ?? "",
      new URL(this.#url, location.href),
    ).href;
    const servers = this.#relays ? iceServers(response) : [];
    connection.setConfiguration({ ...connection.getConfiguration(), iceServers: servers });
    await connection.setLocalDescription(offer);
    await connection.setRemoteDescription({ type: "answer", sdp: await response.text() });
    this.#sendCandidates();
    addEventListener("pagehide", () => this.close(), { once: true });
  }

  /** End the resource; safe to call at any time, also while the page goes away. Resolves when the server knows. */
  async close() {
    if (!this.#resource) return;
    const resource = this.#resource;
    this.#resource = null;
    const how = { method: "DELETE", headers: this.#headers(), keepalive: true };
    await fetch(resource, how).catch(() => {});
  }

  #candidateFound(candidate) {
    this.#candidates.push(candidate);
    if (this.#resource && this.#candidates.length === 1) queueMicrotask(() => this.#sendCandidates());
  }

  #sendCandidates() {
    if (!this.#candidates.length || !this.#resource) return;
    const lines = this.#candidates.map(({ candidate }) => `a=${candidate}`);
    const mid = this.#candidates[0].sdpMid ?? "0";
    this.#candidates = [];
    const fragment = [
      `a=ice-ufrag:${this.#ufrag}`,
      "m=audio 9 UDP/TLS/RTP/SAVPF 0",
      `a=mid:${mid}`,
      ...lines,
    ];
    fetch(this.#resource, {
      method: "PATCH",
      headers: this.#headers({
        "Content-Type": "application/trickle-ice-sdpfrag",
        ...(this.#etag ? { "If-Match": this.#etag } : {}),
      }),
      body: fragment.join("\r\n") + "\r\n",
    }).catch(() => {}); // our own checks reach the server without them
  }

  #headers(more = {}) {
    return this.#key ? { Authorization: `Bearer ${this.#key}`, ...more } : more;
  }
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  const seconds = Number(response.headers.get("Retry-After")) || 0;
  return new Refusal({ code: problem.code ?? "internal", status: response.status, details: { seconds } });
}

function iceServers(response) {
  const links = response.headers.get("Link")?.split(/,\s*(?=<)/) ?? [];
  return links.flatMap((link) => {
    const [, urls] = /^<([^>]+)>;.*rel="?ice-server"?/.exec(link) ?? [];
    if (!urls) return [];
    const field = (name) => new RegExp(`${name}="([^"]*)"`).exec(link)?.[1];
    return [{ urls, username: field("username"), credential: field("credential") }];
  });
}
