import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { queries } from "../../../api/query";
import { useSubmission } from "../../../api/submission";
import { Later } from "../../../shared/later";
import { ProblemLine } from "../../../shared/ui/ProblemLine";

/** Ends a visit. What has ended takes no change, so the way back comes before: eight seconds, or until the page is left. */
export function FinishVisit({ patientId, visitId }: { patientId: string; visitId: string }) {
  const { t } = useTranslation("patients");
  const [isLeaving, setLeaving] = useState(false);
  const later = useRef<Later>(undefined);
  const finish = useSubmission(
    (_: undefined, key) =>
      told(
        client.POST("/api/patients/{patient_id}/visits/{visit_id}/finish", {
          params: { path: { patient_id: patientId, visit_id: visitId }, header: { "Idempotency-Key": key } },
          keepalive: true,
        }),
      ),
    () => {
      void queries.invalidateQueries({ queryKey: ["get", "/api/patients/{patient_id}"] });
      void queries.invalidateQueries({ queryKey: ["get", "/api/visits"] });
    },
  );

  useEffect(() => {
    const leave = () => later.current?.now();
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
    };
  }, []);

  const begin = () => {
    setLeaving(true);
    later.current = new Later(() => {
      setLeaving(false);
      finish.send(undefined);
    });
  };
  const undo = () => {
    later.current?.undo();
    setLeaving(false);
  };

  if (isLeaving) {
    return (
      <span className="visit-line" role="status">
        <span>{t("visit.finishing")}</span>
        <Button size="small" autoFocus onClick={undo}>
          {t("visit.undo")}
        </Button>
      </span>
    );
  }
  return (
    <>
      <Button size="small" type="text" loading={finish.busy} onClick={begin}>
        {t("visit.finish")}
      </Button>
      {finish.problem && <ProblemLine problem={finish.problem} />}
    </>
  );
}
