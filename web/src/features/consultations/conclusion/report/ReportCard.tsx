import { CheckCircleFilled, DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { timeText } from "../../../../shared/time/format";
import { Age } from "../../../../shared/ui/Age";
import { ProblemLine } from "../../../../shared/ui/ProblemLine";
import { SkeletonRows } from "../../../../shared/ui/SkeletonRows";
import { shortHash } from "../../opinion/opinion";
import { useCase } from "../../useCases";
import "../../consultations.css";
import "../conclusion.css";
import { type Conclusion, useDownload, useSigned } from "../useConclusion";

const SKELETON_ROWS = 2;

/** The signed report: by whom and when, how anybody checks it, and the paper as a file. Before, that it is not signed. */
export function ReportCard({ caseId }: { caseId: string }) {
  const { t } = useTranslation("conclusion");
  const found = useCase(caseId).data;
  const isSigned = found?.conclusion != null;
  const asked = useSigned(caseId, isSigned);
  if (found === undefined) return <SkeletonRows rows={SKELETON_ROWS} />;
  if (!isSigned) {
    return (
      <section className="panel report-card">
        <p>
          <span className="tag tag-unsigned">{t("consultations:unsigned")}</span> {t("no_report")}
        </p>
      </section>
    );
  }
  if (asked.data == null) {
    return asked.isError ? (
      <ProblemLine problem={asked.error} retry={asked.refetch} />
    ) : (
      <SkeletonRows rows={SKELETON_ROWS} />
    );
  }
  return <Card caseId={caseId} signed={asked.data} />;
}

function Card({ caseId, signed }: { caseId: string; signed: Conclusion }) {
  const { t } = useTranslation("conclusion");
  const download = useDownload(caseId);
  const { chair, signed_at, delivered_at, verify_code, number, etag } = signed;
  return (
    <section className="panel report-card" aria-labelledby={`report-${caseId}`}>
      <div className="report-head">
        <h2 id={`report-${caseId}`}>{t("report")}</h2>
        <span className="signed-mark">
          <CheckCircleFilled aria-hidden /> {t("signed")}
        </span>
        <Button
          type="primary"
          icon={<DownloadOutlined aria-hidden />}
          loading={download.busy}
          onClick={() => download.send(`${number}.pdf`)}
        >
          {t("download")}
        </Button>
      </div>
      <dl className="case-facts">
        <Fact name={t("consultations:number")}>
          <span className="numeric">{number}</span>
        </Fact>
        <Fact name={t("signed_by")}>
          {chair.name} <span className="numeric">{timeText(signed_at)}</span>{" "}
          <span className="muted">
            <Age at={signed_at} />
          </span>
        </Fact>
        <Fact name={t("delivery")}>
          {delivered_at ? (
            <>
              {t("delivered")} <span className="numeric">{timeText(delivered_at)}</span>
            </>
          ) : (
            t("delivering")
          )}
        </Fact>
        <Fact name={t("verify_code")}>
          <a className="numeric" href={`/verify/${verify_code}`} target="_blank" rel="noreferrer">
            {verify_code}
          </a>
        </Fact>
        <Fact name={t("hash")}>
          <code className="numeric" title={etag}>
            {shortHash(etag)}
          </code>
        </Fact>
      </dl>
      {download.problem && (
        <ProblemLine problem={download.problem} retry={() => download.send(`${number}.pdf`)} />
      )}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
