/**
 * Which devices somebody uses, and whether they are on. The devices are remembered on this computer, on and off only in
 * this tab: a reload keeps them, a new call begins as the waiting page shows it.
 */
import { createStore } from "../../../shared/store";

export interface Choices {
  isMicrophoneOn: boolean;
  isCameraOn: boolean;
  microphoneId: string | undefined;
  cameraId: string | undefined;
}

const DEVICES = "huizhen.devices";
const SWITCHES = "huizhen.switches";

type Kept = Record<string, unknown>;

function kept(storage: Storage, name: string): Kept {
  try {
    return JSON.parse(storage.getItem(name) ?? "{}") as Kept;
  } catch {
    return {};
  }
}

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

function remembered(): Choices {
  const devices = kept(localStorage, DEVICES);
  const switches = kept(sessionStorage, SWITCHES);
  return {
    isMicrophoneOn: switches.microphone !== false,
    isCameraOn: switches.camera !== false,
    microphoneId: text(devices.microphone),
    cameraId: text(devices.camera),
  };
}

export const choices = createStore<Choices>(remembered());

export function choose(change: Partial<Choices>): void {
  const now = { ...choices.get(), ...change };
  localStorage.setItem(DEVICES, JSON.stringify({ microphone: now.microphoneId, camera: now.cameraId }));
  sessionStorage.setItem(SWITCHES, JSON.stringify({ microphone: now.isMicrophoneOn, camera: now.isCameraOn }));
  choices.set(now);
}
