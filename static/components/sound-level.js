/** A meter of a stream's loudness, and whether anything was heard, in words. */
import { html, useApp, useEffect, useRef, useState } from "../html.js";

const EVERY_MS = 150;
const HEARD = 0.02;

export function SoundLevel({ stream }) {
  const { t } = useApp();
  const meter = useRef();
  const [heard, setHeard] = useState(false);
  const [sound] = stream.getAudioTracks();
  useEffect(() => {
    if (!sound) return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const loudness = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
      if (meter.current) meter.current.value = Math.min(1, loudness * 4);
      if (loudness > HEARD) setHeard(true);
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      context.close();
    };
  }, [sound]);
  if (!sound) return html`<p class="small soft">${t("level.none")}</p>`;
  return html`
    <label class="level">
      <span class="small">${t("level.title")}</span>
      <meter ref=${meter} min="0" max="1" low="0.02" high="0.85" optimum="0.4" value="0"></meter>
      <span class="tiny soft">${t(heard ? "level.heard" : "level.quiet")}</span>
    </label>
  `;
}
