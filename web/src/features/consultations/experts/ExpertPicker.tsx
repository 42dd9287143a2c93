import { Checkbox, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../shared/ui/EmptyState";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import { type Practitioner, useConsultants } from "../useCases";
import { useSpecialtyName } from "../useSpecialties";
import { type Chosen, ledBy, toggled } from "./chosen";

interface Props {
  /** First shown: those of the wanted specialty. */
  specialty: string | undefined;
  /** Who cannot be asked: oneself, and who was asked already. */
  without: readonly string[];
  asksLead: boolean;
  value?: readonly Chosen[];
  onChange?: (chosen: Chosen[]) => void;
}

const NOBODY: readonly Chosen[] = [];
const SKELETONS = 3;

/** Experts by the wanted specialty, or all; a box chooses, one of the chosen leads. */
export function ExpertPicker({ specialty, without, asksLead, value = NOBODY, onChange }: Props) {
  const { t } = useTranslation("consultations");
  const [all, setAll] = useState(false);
  const asked = useConsultants(all ? undefined : specialty);
  const found = asked.data?.practitioners.filter(({ id }) => !without.includes(id)) ?? [];
  const shown = new Map(found.map((each) => [each.id, each]));
  // Whoever was chosen stays in sight when the specialty changes.
  const hidden = value.filter(({ id }) => !shown.has(id));
  return (
    <div className="experts" role="group" aria-label={t("experts.title")}>
      {specialty !== undefined && (
        <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
          {t("experts.all")}
        </Checkbox>
      )}
      {asked.isPending && <SkeletonRows rows={SKELETONS} height={48} />}
      {asked.isError && <ProblemLine problem={asked.error} retry={asked.refetch} />}
      {asked.data && shown.size + hidden.length === 0 && <EmptyState title={t("experts.none")} />}
      <ul>
        {[...hidden, ...shown.values()].map((each) => (
          <Expert
            key={each.id}
            person={each}
            chosen={value.find(({ id }) => id === each.id)}
            asksLead={asksLead}
            onToggle={() => onChange?.(toggled(value, each))}
            onLead={() => onChange?.(ledBy(value, each.id))}
          />
        ))}
      </ul>
    </div>
  );
}

interface ExpertProps {
  person: Practitioner | Chosen;
  chosen: Chosen | undefined;
  asksLead: boolean;
  onToggle: () => void;
  onLead: () => void;
}

function Expert({ person, chosen, asksLead, onToggle, onLead }: ExpertProps) {
  const { t } = useTranslation("consultations");
  const specialtyName = useSpecialtyName();
  return (
    <li className={chosen ? "expert chosen" : "expert"}>
      <Checkbox checked={chosen !== undefined} onChange={onToggle}>
        <strong>{person.name}</strong>{" "}
        {"org" in person && (
          <span className="muted">
            {[person.title, person.department ?? specialtyName(person.specialty), person.org].filter(Boolean).join(" ")}
          </span>
        )}
      </Checkbox>
      {chosen && asksLead && (
        <Radio checked={chosen.chair} onChange={onLead} aria-label={t("experts.leads", { name: person.name })}>
          {t("experts.lead")}
        </Radio>
      )}
    </li>
  );
}
