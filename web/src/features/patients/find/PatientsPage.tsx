import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { createStore, useStore } from "../../../shared/store";
import { EmptyState } from "../../../shared/ui/EmptyState";
import { LinkButton } from "../../../shared/ui/LinkButton";
import { PageShell } from "../../../shared/ui/PageShell";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { useMay } from "../../signin";
import "../patients.css";
import { isTooShort, useFoundPatients } from "../usePatients";
import { usePause } from "../usePause";
import { PatientTable } from "./PatientTable";

/** Kept while the tab lives, never in the address: a patient's name must not stand in the browser's history. */
const searched = createStore("");

export function PatientsPage() {
  const { t } = useTranslation("patients");
  const may = useMay();
  const typed = useStore(searched);
  const asked = usePause(typed);
  const found = useFoundPatients(asked);
  const mayRegister = may("patient:register");
  const nothingAsked = isTooShort(asked);

  return (
    <PageShell title={t("find.title")} actions={
        mayRegister && (
          <LinkButton to="/patients/new" tone="primary">
            {t("register.title")}
          </LinkButton>
        )
      }>
      <Input.Search
        autoFocus
        allowClear
        className="find-box"
        aria-label={t("find.label")}
        placeholder={t("find.label")}
        value={typed}
        loading={found.isFetching}
        onChange={(event) => searched.set(event.target.value)}
      />
      {found.isError && <ProblemLine problem={found.error} retry={found.refetch} />}
      {nothingAsked ? (
        <EmptyState title={t("find.hint")} />
      ) : (
        !found.isError && (
          <PatientTable
            label={t("find.hits")}
            hits={found.data?.hits}
            empty={
              <EmptyState title={t("find.none")}>
                {mayRegister && <LinkButton to="/patients/new">{t("register.title")}</LinkButton>}
              </EmptyState>
            }
          />
        )
      )}
    </PageShell>
  );
}
