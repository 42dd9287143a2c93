import { useTranslation } from "react-i18next";
import { Notice } from "../Notice";
import type { RoomState } from "../useRoom";

/** The stages are over, the people are not: they sign together, and until then nothing is signed. */
export function Finished({ room }: { room: RoomState }) {
  const { t } = useTranslation("rooms");
  if (room.finished_at === null || room.state === "in_session") return null;
  return (
    <Notice tone="calm" testId="finished">
      <p>{t(room.is_unsigned ? "end.unsigned" : "end.signed")}</p>
    </Notice>
  );
}
