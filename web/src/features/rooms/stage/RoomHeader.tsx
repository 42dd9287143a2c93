import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCase, useSpecialtyName } from "../../consultations";
import type { RoomState } from "../useRoom";
import { StageSteps } from "./StageSteps";
import { patientLine } from "./wording";

/** One line about everything that must not be mistaken: who, what for, unsigned, the stage, the patient, the line. */
export function RoomHeader({ room, children }: { room: RoomState; children: ReactNode }) {
  const { t } = useTranslation("rooms");
  const specialtyName = useSpecialtyName();
  const reason = useCase(room.id).data?.request?.reason;
  const { patient, priority, is_unsigned, specialty } = room;
  const { word, tone } = patientLine(room);
  const about = [reason, specialtyName(specialty)].filter(Boolean).join(" · ");
  return (
    <header className="room-head">
      <Link
        to="/consultations/$consultationId"
        params={{ consultationId: room.id }}
        search={{}}
        className="room-back"
        aria-label={t("head.back")}
        title={t("head.back")}
      >
        ‹
      </Link>
      <h1 className="room-who">
        <span className="clip" title={patient.name}>
          {patient.name}
        </span>
        <small className="numeric">
          {t(`sex.${patient.sex}`, { defaultValue: "" })} {t("years", { count: patient.age_years })}
        </small>
      </h1>
      <span className="room-about clip" title={about}>
        {about}
      </span>
      <span className="chips">
        {priority === "urgent" && <span className="tag tag-urgent">{t("head.urgent")}</span>}
        {is_unsigned && <span className="tag tag-unsigned">{t("head.unsigned")}</span>}
      </span>
      <StageSteps room={room} />
      <span className={`patient-word patient-${tone}`} role="status" data-testid="patient-proof" data-word={word}>
        {t(`patient.${word}`)}
      </span>
      <span className="room-links">{children}</span>
    </header>
  );
}
