import { Button, Drawer } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  title: string;
  /** Beside the title: when it was kept. */
  extra?: ReactNode;
  submitLabel: string;
  busy: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

const WIDTH_PX = 560;

/** A form over the page it belongs to; Ctrl+Enter sends, Esc closes, what was typed is kept as a draft. */
export function FormDrawer({ title, extra, submitLabel, busy, onSubmit, onClose, children }: Props) {
  const { t } = useTranslation("shared");
  return (
    <Drawer
      open
      size={WIDTH_PX}
      title={title}
      extra={extra}
      onClose={onClose}
      mask={{ closable: false }}
      closable={{ "aria-label": t("close") }}
      footer={
        <div className="drawer-foot">
          <span className="muted">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </span>
          <Button onClick={onClose}>{t("close")}</Button>
          <Button type="primary" loading={busy} onClick={onSubmit}>
            {submitLabel}
          </Button>
        </div>
      }
    >
      {/* The keys come from the fields inside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        role="group"
        aria-label={title}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSubmit();
        }}
      >
        {children}
      </div>
    </Drawer>
  );
}
