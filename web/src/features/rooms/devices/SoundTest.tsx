import { SoundOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";

const TONES_HZ = [523, 659, 784];
const TONE_S = 0.18;
const LOUDNESS = 0.2;

/** Three tones from the loudspeaker. */
export function SoundTest() {
  const { t } = useTranslation("rooms");
  return (
    <Button size="small" icon={<SoundOutlined aria-hidden />} onClick={() => void play()}>
      {t("device.sound_test")}
    </Button>
  );
}

async function play(): Promise<void> {
  const context = new AudioContext();
  const gain = new GainNode(context, { gain: LOUDNESS });
  gain.connect(context.destination);
  const ends = TONES_HZ.map((frequency, at) => {
    const tone = new OscillatorNode(context, { frequency });
    tone.connect(gain);
    tone.start(context.currentTime + at * TONE_S);
    tone.stop(context.currentTime + (at + 1) * TONE_S);
    return new Promise((done) => {
      tone.addEventListener("ended", done);
    });
  });
  await Promise.all(ends);
  await context.close();
}
