import type { ComponentType } from "react";
import "../records.css";
import { AllergyForm } from "./AllergyForm";
import { ConditionForm } from "./ConditionForm";
import { NoteForm } from "./NoteForm";
import { VitalsForm } from "./VitalsForm";
import type { Writing } from "./writings";

interface Props {
  patientId: string;
  writing: Writing;
  onClose: () => void;
}

const FORMS: Readonly<Record<Writing, ComponentType<Omit<Props, "writing">>>> = {
  note: NoteForm,
  condition: ConditionForm,
  vitals: VitalsForm,
  allergy: AllergyForm,
};

export function WritingDrawer({ writing, ...rest }: Props) {
  const Chosen = FORMS[writing];
  return <Chosen {...rest} />;
}
