/**
 * One's own camera, microphone and share, as wanted and as the stage allows. A device that fails is told in words and
 * tried again by hand; the others go on.
 * Invariant: nothing is sent that the seat's rights do not give; a microphone that was taken comes back switched off.
 */
import { useLocalParticipant } from "@livekit/components-react";
import { LocalAudioTrack, LocalVideoTrack, type Room, Track } from "livekit-client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useStore } from "../../../shared/store";
import type { Right } from "../useRoom";
import { choices, choose } from "./choices";
import { type Device, type Fault, faultOf } from "./faults";
import { SHARE } from "../call/picture";

export interface Output {
  isOn: boolean;
  isAllowed: boolean;
  fault: Fault | null;
  toggle: () => void;
}

export interface Outputs {
  camera: Output;
  microphone: Output;
  share: Output;
}

type Faults = Partial<Record<Device, Fault>>;

export function useOutputs(room: Room, isConnected: boolean, rights: readonly Right[]): Outputs {
  const wanted = useStore(choices);
  const local = useLocalParticipant({ room });
  const [faults, setFaults] = useState<Faults>({});
  // One change after the other: the library refuses a second one of the same device meanwhile.
  const line = useRef(Promise.resolve());
  const may = { camera: rights.includes("camera"), microphone: rights.includes("microphone"), share: rights.includes("share") };

  const set = useCallback(
    (device: Device, isOn: boolean, deviceId: string | undefined) => {
      const change = async () => {
        const { localParticipant } = room;
        const options = deviceId === undefined ? undefined : { deviceId };
        try {
          if (device === "camera") await localParticipant.setCameraEnabled(isOn, options);
          else await localParticipant.setMicrophoneEnabled(isOn, options);
          if (isOn && deviceId !== undefined) await turnTo(room, device, deviceId);
          setFaults((others) => ({ ...others, [device]: undefined }));
        } catch (thrown) {
          setFaults((others) => ({ ...others, [device]: faultOf(thrown) }));
        }
      };
      line.current = line.current.then(change);
    },
    [room],
  );

  useEffect(() => {
    if (isConnected) set("camera", wanted.isCameraOn && may.camera, wanted.cameraId);
  }, [set, isConnected, may.camera, wanted.isCameraOn, wanted.cameraId]);
  useEffect(() => {
    if (isConnected) set("microphone", wanted.isMicrophoneOn && may.microphone, wanted.microphoneId);
  }, [set, isConnected, may.microphone, wanted.isMicrophoneOn, wanted.microphoneId]);
  const had = useRef(may.microphone);
  useEffect(() => {
    if (isConnected && had.current && !may.microphone) choose({ isMicrophoneOn: false });
    had.current = may.microphone;
  }, [isConnected, may.microphone]);

  const share = useCallback(async () => {
    try {
      await room.localParticipant.setScreenShareEnabled(!room.localParticipant.isScreenShareEnabled, SHARE);
    } catch {
      // Somebody closed the browser's choice of a screen.
    }
  }, [room]);

  const toggled = (device: Device, isOn: boolean, key: "isCameraOn" | "isMicrophoneOn", id: string | undefined) => () => {
    // A device that failed stays wanted: another press tries it again.
    if (faults[device] !== undefined && choices.get()[key]) return set(device, true, id);
    choose({ [key]: !isOn });
  };
  return {
    camera: {
      isOn: local.isCameraEnabled,
      isAllowed: may.camera,
      fault: faults.camera ?? null,
      toggle: toggled("camera", local.isCameraEnabled, "isCameraOn", wanted.cameraId),
    },
    microphone: {
      isOn: local.isMicrophoneEnabled,
      isAllowed: may.microphone,
      fault: faults.microphone ?? null,
      toggle: toggled("microphone", local.isMicrophoneEnabled, "isMicrophoneOn", wanted.microphoneId),
    },
    share: {
      isOn: local.isScreenShareEnabled,
      isAllowed: may.share,
      fault: null,
      toggle: () => void share(),
    },
  };
}

/** A device that was chosen during the call replaces the one that is being sent. */
async function turnTo(room: Room, device: Device, deviceId: string): Promise<void> {
  const source = device === "camera" ? Track.Source.Camera : Track.Source.Microphone;
  const track = room.localParticipant.getTrackPublication(source)?.track;
  if (!(track instanceof LocalVideoTrack || track instanceof LocalAudioTrack)) return;
  if (track.mediaStreamTrack.getSettings().deviceId === deviceId) return;
  await track.setDeviceId(deviceId);
}
