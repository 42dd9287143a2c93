import { AudioMutedOutlined, PushpinFilled } from "@ant-design/icons";
import {
  isTrackReference,
  type TrackReferenceOrPlaceholder,
  useConnectionQualityIndicator,
  useIsMuted,
  useIsSpeaking,
  VideoTrack,
} from "@livekit/components-react";
import { ConnectionQuality, Track } from "livekit-client";
import { useTranslation } from "react-i18next";
import { clockOf } from "../../../shared/time/age";
import { useNow } from "../../../shared/time/useNow";
import type { TileOf } from "./useTiles";

interface Props {
  tile: TileOf;
  isPinned: boolean;
  isSmall: boolean;
  onPinned: () => void;
}

/** One person or one shared screen: who it is, whether he can be heard, how good his line is. Enter or a click pins it. */
export function Tile({ tile, isPinned, isSmall, onPinned }: Props) {
  const { t } = useTranslation("rooms");
  const { person, track, isShare, beside } = tile;
  const name = isShare ? t("tile.screen_of", { name: person.name }) : person.name;
  return (
    <figure className={`tile${isSmall ? " tile-small" : ""}${isShare ? " tile-share" : ""}`} data-testid={isShare ? "share" : "tile"}>
      {track === undefined ? <Away tile={tile} /> : <Live tile={tile} track={track} />}
      <figcaption className="tile-line">
        {track !== undefined && !isShare && <Heard track={track} isMuted={person.is_muted} />}
        <span className="tile-name clip" title={[name, person.title, person.org_name].filter(Boolean).join(" · ")}>
          {name}
          {person.is_me && !isShare && <small> {t("tile.me")}</small>}
          {!isSmall && !isShare && person.org_name && <small> · {person.org_name}</small>}
          {!isShare && person.user_id === null && <small> · {t("role.patient")}</small>}
        </span>
        {beside && <span className="tile-beside">{t("tile.beside", { name: beside.name })}</span>}
        {track !== undefined && !isShare && <Signal track={track} />}
      </figcaption>
      <button
        type="button"
        className="tile-pin"
        aria-pressed={isPinned}
        aria-label={t(isPinned ? "tile.unpin" : "tile.pin", { name })}
        onClick={onPinned}
      >
        {isPinned && <PushpinFilled aria-hidden />}
      </button>
    </figure>
  );
}

function Live({ tile, track }: { tile: TileOf; track: TrackReferenceOrPlaceholder }) {
  const { t } = useTranslation("rooms");
  const isSpeaking = useIsSpeaking(track.participant);
  const { person, seatId, isShare, isMe } = tile;
  const isSeen = isTrackReference(track) && !track.publication.isMuted && (track.publication.isSubscribed || isMe);
  return (
    <>
      {isSpeaking && !isShare && <span className="tile-speaking" aria-hidden />}
      {isTrackReference(track) && isSeen ? (
        <VideoTrack
          trackRef={track}
          className={isMe && !isShare ? "mirrored" : undefined}
          aria-label={person.name}
          data-seat-id={seatId}
          data-user-id={person.user_id ?? ""}
          data-source={isShare ? "screen" : "camera"}
        />
      ) : (
        <div className="tile-blank">
          <span className="tile-initial" aria-hidden>
            {person.name.slice(0, 1)}
          </span>
          <span>{t("tile.camera_off")}</span>
        </div>
      )}
    </>
  );
}

/** Admitted, and no line: he may be on his way, or his line broke. */
function Away({ tile: { person } }: { tile: TileOf }) {
  const { t } = useTranslation("rooms");
  const now = useNow();
  return (
    <div className="tile-blank tile-away" role="status">
      <span className="tile-initial" aria-hidden>
        {person.name.slice(0, 1)}
      </span>
      <span>
        {person.is_me || person.gone_since === null
          ? t("tile.connecting")
          : t("tile.gone", { clock: clockOf(Date.parse(person.gone_since), now) })}
      </span>
    </div>
  );
}

function Heard({ track, isMuted }: { track: TrackReferenceOrPlaceholder; isMuted: boolean }) {
  const { t } = useTranslation("rooms");
  const isSilent = useIsMuted({ participant: track.participant, source: Track.Source.Microphone });
  if (!isSilent && !isMuted) return null;
  const word = t(isMuted ? "tile.muted_by_host" : "tile.muted");
  return (
    <span className="tile-muted" role="img" aria-label={word} title={word}>
      <AudioMutedOutlined aria-hidden />
    </span>
  );
}

const BARS: Partial<Record<ConnectionQuality, number>> = {
  [ConnectionQuality.Excellent]: 3,
  [ConnectionQuality.Good]: 2,
  [ConnectionQuality.Poor]: 1,
  [ConnectionQuality.Lost]: 0,
};

function Signal({ track }: { track: TrackReferenceOrPlaceholder }) {
  const { t } = useTranslation("rooms");
  const { quality } = useConnectionQualityIndicator({ participant: track.participant });
  const bars = BARS[quality];
  if (bars === undefined) return null;
  const word = t(`quality.${quality}`);
  return (
    <span className={`signal signal-${bars}`}>
      <span className="signal-bars" role="img" aria-label={word} title={word}>
        <i />
        <i />
        <i />
      </span>
      {bars < 2 && <span className="signal-word">{word}</span>}
    </span>
  );
}
