/** Calls the patient, who may be looking elsewhere: two short tones and the phone's own buzz. Either may fail. */
const TONE_HZ = 660;
const TONES_AT_S = [0, 0.4];
const TONE_S = 0.25;
const TONE_GAIN = 0.3;
const BUZZ_MS = [300, 150, 300];

/** Not in every browser, whatever the types say. */
type Phone = Pick<Partial<Navigator>, "userActivation" | "vibrate">;

export function ring(): void {
  const phone: Phone = navigator;
  // Before the first press of a page browsers refuse both, and complain.
  if (phone.userActivation?.hasBeenActive !== true) return;
  phone.vibrate?.(BUZZ_MS);
  const sound = new AudioContext();
  const volume = new GainNode(sound, { gain: TONE_GAIN });
  volume.connect(sound.destination);
  for (const at of TONES_AT_S) {
    const tone = new OscillatorNode(sound, { frequency: TONE_HZ });
    tone.connect(volume);
    tone.start(sound.currentTime + at);
    tone.stop(sound.currentTime + at + TONE_S);
    if (at === TONES_AT_S.at(-1)) tone.addEventListener("ended", () => void sound.close());
  }
}
