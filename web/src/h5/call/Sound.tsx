import { type RemoteTrack, type Room, RoomEvent, Track } from "livekit-client";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

/** Everybody's sound. A browser that holds it back until a press gets one big button. */
export function Sound({ room, isConnected }: { room: Room; isConnected: boolean }) {
  const { t } = useTranslation("h5");
  const [canPlay, setCanPlay] = useState(room.canPlaybackAudio);
  useEffect(() => {
    const look = () => setCanPlay(room.canPlaybackAudio);
    const put = (track: RemoteTrack) => track.kind === Track.Kind.Audio && track.attach();
    const drop = (track: RemoteTrack) => {
      for (const element of track.detach()) element.remove();
    };
    room.on(RoomEvent.AudioPlaybackStatusChanged, look).on(RoomEvent.TrackSubscribed, put).on(RoomEvent.TrackUnsubscribed, drop);
    return () => {
      room.off(RoomEvent.AudioPlaybackStatusChanged, look).off(RoomEvent.TrackSubscribed, put).off(RoomEvent.TrackUnsubscribed, drop);
    };
  }, [room]);
  if (!isConnected || canPlay) return null;
  return (
    <div className="h5-blocked" role="alert" data-testid="sound-blocked">
      <p>{t("call.sound_blocked")}</p>
      <button type="button" className="h5-primary" onClick={() => void room.startAudio()}>
        {t("call.start_sound")}
      </button>
    </div>
  );
}
