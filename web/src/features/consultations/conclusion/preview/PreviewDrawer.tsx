import { Button, Drawer } from "antd";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Submission } from "../../../../api/submission";
import { NARROW } from "../../../../shared/useMedia";
import { ProblemLine } from "../../../../shared/ui/ProblemLine";
import { isAboutProof, StepUp } from "../../../signin";
import { Blockers } from "../Blockers";
import { blockersOfRefusals, type Looked } from "../blockers";
import { type Act, type Prepared, useSign } from "../useConclusion";
import { PageImage } from "./PageImage";
import { firstLook, hasSeenAll, type Turn, turned, turnOf } from "./pages";
import { Replaced } from "./Replaced";
import { Turning } from "./Turning";

const WIDTH_PX = 920;

interface Props {
  caseId: string;
  act: Act;
  looked: Looked;
  /** Sets the same words anew, when what was shown is no longer what would be signed. */
  again: Submission<Prepared, Act>;
  onAgain: () => void;
  onSigned: () => void;
  onClose: () => void;
}

/** The paper page by page as it will be filed, still marked as not signed; whoever has seen it all may sign it. */
export function PreviewDrawer({ caseId, act, looked, again, onAgain, onSigned, onClose }: Props) {
  const { t } = useTranslation("conclusion");
  const [look, setLook] = useState(() => firstLook(matchMedia(NARROW).matches));
  const [asksCode, setAsksCode] = useState(false);
  const sign = useSign(caseId, onSigned);
  const blockers = blockersOfRefusals(act.refusals, looked);
  const isSeen = hasSeenAll(look, act.pages);
  const maySign = blockers.length === 0 && isSeen && !again.busy;
  const problem = isAboutProof(sign.problem) ? null : sign.problem;
  const isOld = problem?.code === "act-changed" || problem?.status === 404;

  const paper = useRef<HTMLDivElement>(null);
  const turn = (asked: Turn) => {
    const next = turned(look, asked, act.pages);
    setLook(next);
    if (next.page !== look.page) paper.current?.scrollIntoView({ block: "start" });
  };

  const ask = () => {
    if (!maySign) return;
    sign.reset();
    setAsksCode(true);
  };
  const press = (event: KeyboardEvent) => {
    if (!event.currentTarget.contains(event.target as Node)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return ask();
    const asked = turnOf(event.key, look.zoom);
    if (asked === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    turn(asked);
  };
  return (
    <Drawer
      open
      size={WIDTH_PX}
      title={
        <>
          {t("preview")} <span className="tag tag-unsigned">{t("consultations:unsigned")}</span>
        </>
      }
      extra={<Turning look={look} pages={act.pages} onTurn={turn} />}
      onClose={onClose}
      onKeyDown={press}
      afterOpenChange={(isOpen) => isOpen && paper.current?.focus({ preventScroll: true })}
      mask={{ closable: false }}
      closable={{ "aria-label": t("shared:close") }}
      classNames={{ body: "preview-body" }}
      footer={
        <div className="drawer-foot">
          <span className="muted">{blockers.length > 0 ? t("not_yet") : isSeen ? t("seen_all") : t("see_all")}</span>
          <Button onClick={onClose}>{t("go_on_writing")}</Button>
          <Button type="primary" disabled={!maySign} loading={sign.busy} onClick={ask}>
            {t("sign")}
          </Button>
        </div>
      }
    >
      <div className="preview">
        {problem && (
          <ProblemLine problem={problem} retry={isOld ? onAgain : ask} retryLabel={isOld ? t("show_again") : undefined}>
            {problem.unanswered && t("nothing_lost")}
          </ProblemLine>
        )}
        {again.problem && <ProblemLine problem={again.problem} retry={onAgain} />}
        {blockers.length > 0 && (
          <section aria-labelledby="preview_open" className="preview-open">
            <h3 id="preview_open">{t("stands_against")}</h3>
            <Blockers caseId={caseId} blockers={blockers} hasForm={false} />
          </section>
        )}
        <Replaced act={act} />
        <div
          ref={paper}
          className={`preview-page zoom-${look.zoom}`}
          role="region"
          aria-label={t("page", { page: look.page, pages: act.pages })}
          // An enlarged page is scrolled by keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          <PageImage
            key={look.page}
            address={`/api/consultations/${caseId}/conclusion/act/${act.act_id}/pages/${look.page}`}
            alt={t("page_alt", { page: look.page, pages: act.pages })}
            onGone={onAgain}
          />
        </div>
      </div>
      {asksCode && (problem === null || problem.unanswered) && (
        <StepUp
          title={t("prove")}
          submitLabel={t("sign")}
          busy={sign.busy}
          problem={sign.problem}
          onProof={(proof) => sign.send({ act, proof })}
          onClose={() => setAsksCode(false)}
        />
      )}
    </Drawer>
  );
}
