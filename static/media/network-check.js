/** Tries the ways to the media node: directly, and through a relay. Sends silence there and back for two seconds. */
import { lossBetween, pathOf, qualityOf } from "./quality.js";
import { Session } from "./session.js";

const CONNECT_MS = 4500;
const MEASURE_MS = 2000;

/**
 * @typedef {{reached: boolean, seconds?: number|null, loss?: number, quality?: import("./quality.js").Quality|null,
 *   way?: import("./quality.js").Way|null}} Found `seconds`: a round trip; `loss`: part of the packets
 */

/**
 * To be called when somebody presses a button: before, browsers let no page make a sound, and silence is one.
 * @param {string} url a WHEP address that echoes
 * @param {{onDirect: (found: Found) => void, onRelay: (found: Found|null) => void}} found null: there is no relay
 * @param {AbortSignal} signal ends it early
 */
export async function checkNetwork(url, { onDirect, onRelay }, signal) {
  const context = new AudioContext();
  const { stream } = new MediaStreamAudioDestinationNode(context);
  context.resume();
  await Promise.all([
    tryWay(url, stream, false, signal).then((found) => onDirect(found ?? { reached: false })),
    tryWay(url, stream, true, signal).then(onRelay),
  ]);
  context.close();
}

/** @returns {Promise<Found|null>} null when a relay is asked for and there is none */
async function tryWay(url, stream, relayed, signal) {
  const policy = relayed ? "relay" : "all";
  const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", iceTransportPolicy: policy });
  const session = new Session(url, null, relayed);
  const late = endsAfter(CONNECT_MS, signal);
  connection.addTransceiver(stream.getAudioTracks()[0], { direction: "sendrecv", streams: [stream] });
  try {
    await session.open(connection, late);
    if (relayed && !connection.getConfiguration().iceServers?.length) return null;
    await connected(connection, late);
    await pause(MEASURE_MS, signal);
    const report = [...(await connection.getStats()).values()];
    const { loss } = lossBetween({ lost: 0, expected: 0 }, report);
    const { seconds, way } = pathOf(report);
    return { reached: true, seconds, way, loss, quality: qualityOf({ seconds, loss }) };
  } catch {
    return { reached: false };
  } finally {
    await session.close();
    connection.close();
  }
}

/** A signal that is aborted after some time, or when `signal` is. (Not every phone has AbortSignal.any.) */
function endsAfter(milliseconds, signal) {
  const ending = new AbortController();
  setTimeout(() => ending.abort(), milliseconds);
  signal.addEventListener("abort", () => ending.abort());
  return ending.signal;
}

/** Resolves once connected; rejects when `signal` is aborted before. */
function connected(connection, signal) {
  return new Promise((resolve, reject) => {
    const look = () => connection.connectionState === "connected" && resolve(null);
    connection.addEventListener("connectionstatechange", look);
    signal.addEventListener("abort", reject);
    if (signal.aborted) reject(signal.reason);
    look();
  });
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", reject);
  });
}
