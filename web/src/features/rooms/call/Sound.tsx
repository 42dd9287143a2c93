import { SoundFilled } from "@ant-design/icons";
import { RoomAudioRenderer, useAudioPlayback } from "@livekit/components-react";
import type { Room } from "livekit-client";
import { useTranslation } from "react-i18next";

/** Everybody's sound. A browser that holds it back until a press gets one big button over the tiles. */
export function Sound({ room, isConnected }: { room: Room; isConnected: boolean }) {
  const { t } = useTranslation("rooms");
  const { canPlayAudio, startAudio } = useAudioPlayback(room);
  return (
    <>
      <RoomAudioRenderer room={room} />
      {isConnected && !canPlayAudio && (
        <div className="sound-blocked" role="alert" data-testid="sound-blocked">
          <p>{t("sound.blocked")}</p>
          <button type="button" onClick={() => void startAudio()}>
            <SoundFilled aria-hidden /> {t("sound.start")}
          </button>
        </div>
      )}
    </>
  );
}
