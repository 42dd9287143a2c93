import { useTranslation } from "react-i18next";
import { Age } from "../../../shared/ui/Age";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { useMay } from "../../signin";
import "../consultations.css";
import { useMine } from "../useCases";
import { CaseTable } from "./CaseTable";
import { ExpertCases } from "./ExpertCases";
import { allLines } from "./nextAct";

/** Whether somebody is only asked into cases, so that his own are what he looks for. */
export function isOnlyAsked(may: (permission: string) => boolean): boolean {
  return may("consultation:answer") && !may("consultation:create");
}

/** The reader's open cases: cards for whoever is asked, a list for whoever plans. */
export function OpenCases() {
  const { t } = useTranslation("consultations");
  const may = useMay();
  const asked = useMine();
  return (
    <>
      {asked.isError && (
        <div className="problem-above">
          <ProblemLine problem={asked.error} retry={asked.refetch}>
            {asked.data && (
              <>
                {t("shown_as_of")} <Age at={asked.dataUpdatedAt} />
              </>
            )}
          </ProblemLine>
        </div>
      )}
      {(asked.data || !asked.isError) &&
        (isOnlyAsked(may) ? (
          <ExpertCases mine={asked.data} />
        ) : (
          <CaseTable lines={asked.data && allLines(asked.data)} />
        ))}
    </>
  );
}
