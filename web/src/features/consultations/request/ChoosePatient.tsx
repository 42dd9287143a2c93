import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dayText } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/useNow";
import { EmptyState } from "../../../shared/ui/EmptyState";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import { PatientSearch, useArrivals } from "../../patients";
import { Life } from "../list/Life";

const SKELETON_ROWS = 4;

/** About whom: somebody who came today in one press, anybody else by the search. */
export function ChoosePatient() {
  const { t } = useTranslation("consultations");
  const navigate = useNavigate();
  const asked = useArrivals(dayText(useNow()));
  const [searching, setSearching] = useState(false);
  const choose = (patient: string) => void navigate({ to: "/consultations/new", search: { patient } });
  const came = new Map(asked.data?.arrivals.map((each) => [each.patient_id, each]));
  const search = (
    <Button type="primary" onClick={() => setSearching(true)}>
      {t("find_patient")}
    </Button>
  );
  return (
    <div className="choose">
      <p className="choose-head">
        {t("request.about_whom")} {search}
      </p>
      {asked.isPending && <SkeletonRows rows={SKELETON_ROWS} height={48} />}
      {asked.isError && <ProblemLine problem={asked.error} retry={asked.refetch} />}
      {asked.data && came.size === 0 && <EmptyState title={t("request.nobody_today")} />}
      <ul className="choose-list">
        {[...came.values()].map((each) => (
          <li key={each.patient_id}>
            <button type="button" className="choose-item" onClick={() => choose(each.patient_id)}>
              <span>
                <strong>{each.name}</strong>{" "}
                <Life sex={each.sex} age={each.age} />
              </span>
              <span className="muted clip">{each.reason}</span>
            </button>
          </li>
        ))}
      </ul>
      {searching && <PatientSearch onChoose={choose} onClose={() => setSearching(false)} />}
    </div>
  );
}
