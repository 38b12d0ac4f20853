/** The sound of being told, and of trying a loudspeaker. */
const BEEP = { from: 660, to: 880, seconds: 0.18, loud: 0.08 };

/** A short rising tone; nothing before the first press on this page, when no browser would play it. */
export function beep() {
  if (!(navigator.userActivation?.hasBeenActive ?? true)) return;
  try {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.frequency.setValueAtTime(BEEP.from, audio.currentTime);
    tone.frequency.linearRampToValueAtTime(BEEP.to, audio.currentTime + BEEP.seconds);
    gain.gain.setValueAtTime(BEEP.loud, audio.currentTime);
    gain.gain.linearRampToValueAtTime(0, audio.currentTime + BEEP.seconds);
    tone.connect(gain).connect(audio.destination);
    tone.onended = () => audio.close();
    tone.start();
    tone.stop(audio.currentTime + BEEP.seconds);
  } catch {
    /* no sound here: the title and the mark say it */
  }
}
