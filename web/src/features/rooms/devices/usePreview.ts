/**
 * One's own camera and microphone before the call, each asked for by itself, so that one that fails spoils nothing.
 * Invariant: what was opened is stopped when the page goes or another device is chosen; nothing of it leaves the browser.
 */
import { useCallback, useEffect, useState } from "react";
import { useStore } from "../../../shared/store";
import { choices } from "./choices";
import { type Device, type Fault, faultOf } from "./faults";

export interface Source {
  stream: MediaStream | null;
  fault: Fault | null;
  isAsking: boolean;
  retry: () => void;
}

const HD: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 } };

async function open(device: Device, deviceId: string | undefined): Promise<MediaStream> {
  // The remembered device may stand in another room today: then any other does.
  const wish = deviceId === undefined ? {} : { deviceId: { ideal: deviceId } };
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
  if (mediaDevices === undefined) throw new DOMException("", "insecure");
  return mediaDevices.getUserMedia(device === "camera" ? { video: { ...HD, ...wish } } : { audio: wish });
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

export function useSource(device: Device, isOn: boolean): Source {
  const { cameraId, microphoneId } = useStore(choices);
  const deviceId = device === "camera" ? cameraId : microphoneId;
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [failure, setFailure] = useState<{ attempt: number; fault: Fault } | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (!isOn) return undefined;
    let opened: MediaStream | null = null;
    let isHere = true;
    const start = async () => {
      setAsking(true);
      try {
        opened = await open(device, deviceId);
        if (!isHere) return stop(opened);
        setStream(opened);
        setFailure(null);
      } catch (thrown) {
        const fault = (thrown as DOMException).name === "insecure" ? "insecure" : faultOf(thrown);
        if (isHere) setFailure({ attempt, fault });
      }
      if (isHere) setAsking(false);
    };
    void start();
    return () => {
      isHere = false;
      stop(opened);
      setStream(null);
    };
  }, [device, deviceId, isOn, attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { stream, fault: isOn && failure?.attempt === attempt ? failure.fault : null, isAsking, retry };
}

/** Devices with their names; the browser names them only once one of their kind was allowed. */
export function useDevices(isAllowed: boolean): MediaDeviceInfo[] {
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
    if (mediaDevices === undefined || !isAllowed) return undefined;
    const look = async () => setDevices((await mediaDevices.enumerateDevices()).filter(({ deviceId }) => deviceId !== ""));
    void look();
    mediaDevices.addEventListener("devicechange", look);
    return () => mediaDevices.removeEventListener("devicechange", look);
  }, [isAllowed]);
  return devices;
}
