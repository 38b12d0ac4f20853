/** How good a connection is, from what the browser measures of it. Pure. */

const ROUND_TRIP = { good: 0.3, weak: 0.8 }; // seconds, at most
const LOSS = { good: 0.03, weak: 0.1 }; // part of the packets, at most
const STEADY = 3; // so often in a row a quality is measured before it is said

/** @typedef {"good"|"weak"|"poor"} Quality */

/**
 * @param {{seconds: number|null, loss: number}} measured seconds: a round trip, null while it is unknown
 * @returns {Quality|null}
 */
export function qualityOf({ seconds, loss }) {
  if (seconds === null) return null;
  if (seconds <= ROUND_TRIP.good && loss <= LOSS.good) return "good";
  return seconds <= ROUND_TRIP.weak && loss <= LOSS.weak ? "weak" : "poor";
}

/**
 * The part of packets that was lost since the last look, in the worse of both directions.
 * @param {{lost: number, expected: number}} before
 * @param {any[]} report the entries of getStats
 */
export function lossBetween(before, report) {
  const received = report.filter((entry) => entry.type === "inbound-rtp");
  const lost = received.reduce((sum, entry) => sum + (entry.packetsLost ?? 0), 0);
  const expected = received.reduce((sum, entry) => sum + (entry.packetsReceived ?? 0), lost);
  const sent = report.filter((entry) => entry.type === "remote-inbound-rtp");
  const there = Math.max(0, ...sent.map((entry) => entry.fractionLost ?? 0));
  const passed = expected - before.expected;
  const here = passed > 0 ? Math.max(0, lost - before.lost) / passed : 0;
  return { loss: Math.max(here, there), counted: { lost, expected } };
}

/**
 * Which way a connection goes: the transport to the relay it goes through, "direct", or null while it is unknown.
 * @typedef {"direct"|"udp"|"tcp"|"tls"} Way
 * @param {any[]} report the entries of getStats
 * @returns {{seconds: number|null, way: Way|null}} seconds: a round trip
 */
export function pathOf(report) {
  const transport = report.find((entry) => entry.type === "transport" && entry.selectedCandidatePairId);
  const pair = report.find(
    (entry) =>
      entry.type === "candidate-pair" &&
      (transport ? entry.id === transport.selectedCandidatePairId : entry.nominated),
  );
  const local = report.find(
    (entry) => entry.type === "local-candidate" && entry.id === pair?.localCandidateId,
  );
  if (!local) return { seconds: null, way: null };
  const way = local.candidateType === "relay" ? (local.relayProtocol ?? "udp") : "direct";
  return { seconds: pair.currentRoundTripTime ?? null, way };
}

/** Says a quality only once it was measured several times in a row, so that no word flickers. */
export class SteadyQuality {
  /** @type {Quality|null} */
  said = null;
  /** @type {Quality|null} */
  #last = null;
  #times = 0;

  /** @param {Quality|null} measured */
  take(measured) {
    this.#times = measured === this.#last ? this.#times + 1 : 1;
    this.#last = measured;
    if (this.#times >= STEADY) this.said = measured;
    return this.said;
  }
}
