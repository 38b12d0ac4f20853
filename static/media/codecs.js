/** Which pictures this browser can show. */

/** @param {string} codec as "VP8" or "H264" */
export function canShow(codec) {
  const { codecs } = RTCRtpReceiver.getCapabilities("video") ?? { codecs: [] };
  return codecs.some(({ mimeType }) => mimeType.toLowerCase() === `video/${codec.toLowerCase()}`);
}
