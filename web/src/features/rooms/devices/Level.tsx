import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

const BINS = 256;
const MIDDLE = 128;
/** Speech at arm's length fills about two thirds. */
const GAIN = 4;

/** How loud the microphone hears: drawn beside React, many times a second. */
export function Level({ stream }: { stream: MediaStream }) {
  const { t } = useTranslation("rooms");
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: BINS });
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
    source.connect(analyser);
    const samples = new Uint8Array(BINS);
    let frame = 0;
    const draw = () => {
      analyser.getByteTimeDomainData(samples);
      const loudest = samples.reduce((most, each) => Math.max(most, Math.abs(each - MIDDLE)), 0) / MIDDLE;
      bar.current?.style.setProperty("transform", `scaleX(${Math.min(1, loudest * GAIN).toFixed(2)})`);
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    // A browser lets sound be worked with only after a press somewhere on the page.
    const wake = () => void context.resume();
    addEventListener("pointerdown", wake);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("pointerdown", wake);
      source.disconnect();
      void context.close();
    };
  }, [stream]);
  return (
    <span className="level" role="img" aria-label={t("device.level")} data-testid="level">
      <span ref={bar} />
    </span>
  );
}
