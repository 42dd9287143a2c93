import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { place, useAct } from "../useCases";
import { ReasonDialog, type Why } from "./ReasonDialog";

const REASONS = [
  "patient_withdrew",
  "patient_better",
  "patient_worse_transferred",
  "patient_died",
  "consent_withdrawn",
  "expert_unavailable",
  "technical",
  "entered_in_error",
  "other",
] as const;

export function CancelDialog({ consultationId, onClose }: { consultationId: string; onClose: () => void }) {
  const { t } = useTranslation("consultations");
  const act = useAct(
    (body: Why<(typeof REASONS)[number]>, key) =>
      told(
        client.POST("/api/consultations/{consultation_id}/cancel", { params: place(consultationId, key), body }),
      ),
    onClose,
  );
  return (
    <ReasonDialog
      title={t("command.cancel")}
      hint={t("cancel_hint")}
      submitLabel={t("command.cancel")}
      reasons={REASONS}
      act={act}
      danger
      onClose={onClose}
    />
  );
}
