/** A video element that shows a stream. */
import { html, useEffect, useRef } from "../../html.js";

export function Picture({ stream, muted = false, mirrored = false, hidden = false }) {
  const ref = useRef();
  useEffect(() => {
    ref.current.srcObject = stream;
    ref.current.play().catch(() => {});
  }, [stream]);
  return html`
    <video
      class=${mirrored ? "pic mirrored" : "pic"}
      ref=${ref}
      autoplay
      playsinline
      muted=${muted}
      hidden=${hidden}
    ></video>
  `;
}
