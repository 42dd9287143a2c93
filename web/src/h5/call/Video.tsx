import type { Track } from "livekit-client";
import { useEffect, useRef } from "react";

/** A track on the page; it is let go of with the element. */
export function Video({ track, name, holder, isMirrored }: { track: Track; name: string; holder: string; isMirrored?: boolean }) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (video === null) return undefined;
    track.attach(video);
    return () => void track.detach(video);
  }, [track]);
  return (
    <video
      ref={element}
      className={isMirrored ? "mirrored" : undefined}
      autoPlay
      playsInline
      muted
      aria-label={name}
      data-identity={holder}
    />
  );
}
