import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { Age } from "../../../shared/ui/Age";
import { Left } from "../../../shared/ui/Left";
import { ActProblem } from "../acts/ActProblem";
import { type Case, type Invitation, useAct } from "../useCases";

/** Who was asked, what became of it, and how long an answer may still take. */
export function Invitations({ found }: { found: Case }) {
  const { t } = useTranslation("consultations");
  const mayWithdraw = found.allowed.includes("withdraw_invitation");
  return (
    <section className="panel">
      <h2>{t("invitations")}</h2>
      <ul className="invitations">
        {found.invitations.map((each) => (
          <Invited key={each.id} caseId={found.id} invitation={each} mayWithdraw={mayWithdraw} />
        ))}
      </ul>
    </section>
  );
}

interface Props {
  caseId: string;
  invitation: Invitation;
  mayWithdraw: boolean;
}

function Invited({ caseId, invitation, mayWithdraw }: Props) {
  const { t } = useTranslation("consultations");
  const { id, user, org_name, chair, reply, answer_until_at, answered_at, decline_reason, decline_note } = invitation;
  const withdraw = useAct((_: undefined, key) =>
    told(
      client.POST("/api/consultations/{consultation_id}/invitations/{invitation_id}/withdraw", {
        params: { path: { consultation_id: caseId, invitation_id: id }, header: { "Idempotency-Key": key } },
      }),
    ),
  );
  // Two presses: it takes the record from somebody who may be reading it.
  const [sure, setSure] = useState(false);
  const lives = reply === "pending" || reply === "accepted";
  return (
    <li>
      <span>
        <strong>{user.name}</strong> <span className="muted">{org_name}</span>{" "}
        {chair && <span className="tag">{t("chair")}</span>}
      </span>
      <span className={`reply reply-${reply}`}>
        {t(`reply.${reply}`)}{" "}
        <span className="muted">
          {reply === "pending" ? <Left until={answer_until_at} /> : answered_at && <Age at={answered_at} />}
        </span>
      </span>
      {decline_reason && (
        <span className="wrapped invited-why">
          {t(`reason.${decline_reason}`)}
          {decline_note && `: ${decline_note}`}
        </span>
      )}
      {mayWithdraw && lives && (
        <Button
          size="small"
          type={sure ? "default" : "text"}
          danger={sure}
          className="withdraw"
          aria-label={t("withdraw_of", { name: user.name })}
          loading={withdraw.busy}
          onBlur={() => setSure(false)}
          onClick={() => (sure ? withdraw.send(undefined) : setSure(true))}
        >
          {t(sure ? "withdraw_sure" : "command.withdraw_invitation")}
        </Button>
      )}
      <ActProblem problem={withdraw.problem} />
    </li>
  );
}
