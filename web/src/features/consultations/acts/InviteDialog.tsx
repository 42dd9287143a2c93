import { Form, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ExpertPicker } from "../experts/ExpertPicker";
import { type Chosen, withLead } from "../experts/chosen";
import { type Case, invite, useAct } from "../useCases";
import { ActProblem } from "./ActProblem";

interface Props {
  case: Case;
  onClose: () => void;
}

/** Asks further experts; whoever stands in an invitation that lives is not offered again. */
export function InviteDialog({ case: asked, onClose }: Props) {
  const { t } = useTranslation("consultations");
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [missing, setMissing] = useState(false);
  const act = useAct(async (experts: readonly Chosen[], key: string) => {
    for (const each of withLead(experts, asked.chair?.id)) {
      await invite(asked.id, { user_id: each.id, chair: each.chair }, `${key}-${each.id.slice(-12)}`);
      setChosen((now) => now.filter(({ id }) => id !== each.id));
    }
  }, onClose);
  const live = asked.invitations.filter(({ reply }) => reply === "pending" || reply === "accepted");
  return (
    <Modal
      open
      title={t("command.invite")}
      okText={t("invite.submit")}
      cancelText={t("shared:cancel")}
      confirmLoading={act.busy}
      onOk={() => (chosen.length === 0 ? setMissing(true) : act.send(chosen))}
      onCancel={onClose}
      mask={{ closable: false }}
      width={480}
    >
      <Form layout="vertical">
        <ExpertPicker
          specialty={asked.specialty ?? undefined}
          without={[asked.attending.id, ...live.map(({ user }) => user.id)]}
          asksLead={asked.chair === null}
          value={chosen}
          onChange={(next) => {
            setChosen(next);
            setMissing(false);
          }}
        />
        {missing && <p className="field-wrong">{t("invite.choose")}</p>}
      </Form>
      <ActProblem problem={act.problem} />
    </Modal>
  );
}
