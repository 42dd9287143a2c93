import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { place, useAct } from "../useCases";
import { ReasonDialog, type Why } from "./ReasonDialog";

/** What an expert may say; no answer in time is the clock's word. */
const REASONS = [
  "no_time",
  "outside_specialty",
  "other_expert_fitter",
  "insufficient_material",
  "needs_on_site_care",
  "conflict_of_interest",
  "duplicate",
  "other",
] as const;

interface Props {
  consultationId: string;
  onClose: () => void;
  onDone: () => void;
}

export function DeclineDialog({ consultationId, onClose, onDone }: Props) {
  const { t } = useTranslation("consultations");
  const act = useAct(
    (body: Why<(typeof REASONS)[number]>, key) =>
      told(
        client.POST("/api/consultations/{consultation_id}/decline", { params: place(consultationId, key), body }),
      ),
    onDone,
  );
  return (
    <ReasonDialog
      title={t("decline.title")}
      hint={t("decline.hint")}
      submitLabel={t("command.decline_invitation")}
      reasons={REASONS}
      act={act}
      onClose={onClose}
    />
  );
}
