/** Keeps the phone's screen on while the page is looked at: a phone that sleeps hears no call. Source: W3C Screen Wake Lock. */
import { useEffect } from "react";

export function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isHere = true;
    const hold = async () => {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      // A phone that saves its battery refuses; then it sleeps as always.
      const held = await navigator.wakeLock.request("screen").catch(() => undefined);
      if (isHere) lock = held;
      else void held?.release();
    };
    void hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      isHere = false;
      document.removeEventListener("visibilitychange", hold);
      void lock?.release();
    };
  }, []);
}
