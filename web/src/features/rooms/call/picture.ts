/**
 * What is sent, in pixels and bits. Source: media.md §6.1: lower layers of 540p and 216p, for the library's own 360p and
 * 180p are too poor on a 1080p screen; a share has no layers and keeps its resolution.
 */
import { type RoomOptions, ScreenSharePresets, type ScreenShareCaptureOptions, VideoPreset, VideoPresets } from "livekit-client";

const MBIT = 1_000_000;
const FULL = new VideoPreset(1920, 1080, 3 * MBIT, 30);
const MIDDLE = new VideoPreset(960, 540, 0.8 * MBIT, 30);
const SMALL = new VideoPreset(384, 216, 0.18 * MBIT, 15);
const WEAK = new VideoPreset(640, 360, 0.5 * MBIT, 15);
/** A computer with fewer cores cannot encode three layers and decode the others at the same time. */
const CORES_MIN = 4;

export function roomOptions(cores: number): RoomOptions {
  const isWeak = cores < CORES_MIN;
  const camera = isWeak ? WEAK : FULL;
  return {
    adaptiveStream: true,
    dynacast: true,
    videoCaptureDefaults: { resolution: camera.resolution },
    audioCaptureDefaults: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    publishDefaults: {
      videoCodec: "vp8",
      simulcast: !isWeak,
      videoEncoding: camera.encoding,
      videoSimulcastLayers: [SMALL, MIDDLE],
      screenShareEncoding: ScreenSharePresets.h1080fps15.encoding,
      screenShareSimulcastLayers: [],
      degradationPreference: "balanced",
      red: true,
      dtx: true,
    },
    // The page keeps its seat over a reload; the line itself ends with the page.
    disconnectOnPageLeave: true,
  };
}

export const SHARE: ScreenShareCaptureOptions = {
  audio: false,
  contentHint: "detail",
  resolution: VideoPresets.h1080.resolution,
  selfBrowserSurface: "exclude",
};
