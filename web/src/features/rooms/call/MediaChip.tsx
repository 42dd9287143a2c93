import { useConnectionQualityIndicator } from "@livekit/components-react";
import type { Room } from "livekit-client";
import { useTranslation } from "react-i18next";
import type { Line } from "./line";
import { useLineQuality } from "./useLineQuality";

/** One's own line to the media server: its round trip, its picture, in words when it is bad. */
export function MediaChip({ room, line }: { room: Room; line: Line }) {
  const { t } = useTranslation("rooms");
  const measured = useLineQuality(room, line.at === "connected");
  const { quality } = useConnectionQualityIndicator({ participant: room.localParticipant });
  if (line.at !== "connected") {
    return (
      <span className="media-chip" role="status" data-testid="media" data-line={line.at}>
        {t(`line.${line.isAbsent ? "absent" : line.at}`)}
      </span>
    );
  }
  const isBad = quality === "poor" || quality === "lost";
  const figures = [
    measured?.roundTripMs != null && t("line.ms", { ms: measured.roundTripMs }),
    measured?.heightPx != null && `${measured.heightPx}p`,
  ].filter(Boolean);
  return (
    <span className={`media-chip${isBad ? " media-bad" : ""}`} data-testid="media" data-line="connected" title={t("line.title")}>
      {isBad ? t(`quality.${quality}`) : t("line.connected")} <span className="numeric">{figures.join(" ")}</span>
    </span>
  );
}
