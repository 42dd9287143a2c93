import { useNavigate } from "@tanstack/react-router";
import { Input, Modal } from "antd";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { type Hit, isTooShort, useFoundPatients } from "../usePatients";
import { usePause } from "../usePause";
import { LifeLine } from "./LifeLine";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
const SHOWN_MAX = 8;

interface Props {
  /** What to do with whoever is found; without it his page opens. */
  onChoose?: (patientId: string) => void;
  onClose: () => void;
}

/** Name, pinyin initials, document number or phone; arrows choose, Enter opens. */
export function PatientPalette({ onChoose, onClose }: Props) {
  const { t } = useTranslation("patients");
  const navigate = useNavigate();
  const list = useId();
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const asked = usePause(typed);
  const found = useFoundPatients(asked);
  const short = isTooShort(asked);
  const hits = short ? [] : (found.data?.hits ?? []).slice(0, SHOWN_MAX);
  const settled = asked === typed && !found.isPlaceholderData && !found.isFetching;

  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    if (onChoose) return onChoose(hit.id);
    void navigate({ to: "/patients/$patientId", params: { patientId: hit.id } });
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    // Enter before the list has caught up would open somebody else.
    if (event.key === "Enter" && settled) open(hits[active]);
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setActive((now) => Math.min(Math.max(now + step, 0), Math.max(hits.length - 1, 0)));
  };

  return (
    <Modal open onCancel={onClose} footer={null} closable={false} width={560} className="palette" title={null}>
      <Input
        autoFocus
        size="large"
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={list}
        aria-activedescendant={hits[active] && `${list}-${active}`}
        aria-label={t("find.label")}
        placeholder={t("find.label")}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={press}
      />
      {found.isError && <ProblemLine problem={found.error} retry={found.refetch} />}
      <div id={list} className="palette-hits" role="listbox" aria-label={t("find.hits")}>
        {hits.map((hit, index) => (
          // The input holds the focus and its keys; the mouse is the second way.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={hit.id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onClick={() => open(hit)}
          >
            <strong>{hit.name_masked}</strong> <LifeLine person={hit} />
            <span className="muted numeric">{hit.document_masked}</span>
            <span className="muted numeric">{hit.phone_masked}</span>
          </div>
        ))}
      </div>
      {short && <p className="muted palette-none">{t("find.hint")}</p>}
      {settled && !short && hits.length === 0 && !found.isError && (
        <p className="palette-none" role="status">
          {t("find.none")}
        </p>
      )}
      {!short && (found.data?.hits.length ?? 0) > SHOWN_MAX && <p className="muted palette-none">{t("find.more")}</p>}
    </Modal>
  );
}
