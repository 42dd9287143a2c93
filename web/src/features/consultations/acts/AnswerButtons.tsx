import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { place, useAct } from "../useCases";
import { ActProblem } from "./ActProblem";
import { DeclineDialog } from "./DeclineDialog";

interface Props {
  consultationId: string;
  onAccepted?: () => void;
  onDeclined?: () => void;
}

/** Yes in one press; no asks why. */
export function AnswerButtons({ consultationId, onAccepted, onDeclined }: Props) {
  const { t } = useTranslation("consultations");
  const [declining, setDeclining] = useState(false);
  const accept = useAct(
    (_: undefined, key) =>
      told(
        client.POST("/api/consultations/{consultation_id}/accept", { params: place(consultationId, key) }),
      ),
    onAccepted,
  );
  return (
    <>
      <Button type="primary" loading={accept.busy} onClick={() => accept.send(undefined)}>
        {t("command.accept")}
      </Button>
      <Button disabled={accept.busy} onClick={() => setDeclining(true)}>
        {t("command.decline_invitation")}
      </Button>
      <ActProblem problem={accept.problem} />
      {declining && (
        <DeclineDialog
          consultationId={consultationId}
          onClose={() => setDeclining(false)}
          onDone={() => {
            setDeclining(false);
            onDeclined?.();
          }}
        />
      )}
    </>
  );
}
