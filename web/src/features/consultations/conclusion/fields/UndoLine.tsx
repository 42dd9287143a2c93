import { Button } from "antd";
import { useEffect, useEffectEvent, useRef } from "react";
import { useTranslation } from "react-i18next";

const SHOWN_MS = 8_000;

interface Props {
  text: string;
  onUndo: () => void;
  onOver: () => void;
}

/** Taken away, with a way back for eight seconds; as long as the focus is on it, it stays. */
export function UndoLine({ text, onUndo, onOver }: Props) {
  const { t } = useTranslation("conclusion");
  const button = useRef<HTMLButtonElement>(null);
  const over = useEffectEvent(onOver);
  useEffect(() => {
    button.current?.focus();
    const timer = setInterval(() => {
      if (document.activeElement !== button.current) over();
    }, SHOWN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="undo-line" role="status">
      {text}
      <Button ref={button} size="small" onClick={onUndo}>
        {t("undo")}
      </Button>
    </p>
  );
}
