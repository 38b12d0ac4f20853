/** Elements that show a stream, and that let it be heard. */
import { html, useEffect, useRef } from "../../html.js";

/** Plays the sound of a stream; nothing is seen of it. */
export function Voice({ stream }) {
  const ref = useRef();
  useEffect(() => {
    ref.current.srcObject = stream;
    ref.current.play().catch(() => {});
  }, [stream]);
  return html`<audio ref=${ref} autoplay></audio>`;
}

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
