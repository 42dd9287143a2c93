import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { type Term, TermSelect } from "../../../terms";
import { RowList } from "./RowList";

const DIAGNOSES_MAX = 20;

/** The diagnoses that all agree on, each with its code; what the list lacks may be written, but not signed. */
export function Diagnoses() {
  const { t } = useTranslation("conclusion");
  return (
    <RowList<Term>
      name="diagnoses"
      title={t("field.diagnoses")}
      hint={t("hint.diagnoses")}
      item={t("item.diagnosis")}
      max={DIAGNOSES_MAX}
      blank={{ display: "" }}
    >
      {(row) => (
        <Form.Item name={row} extra={<Coding row={row} />}>
          <TermSelect set="diagnosis" aria-label={t("nth", { item: t("item.diagnosis"), number: row + 1 })} />
        </Form.Item>
      )}
    </RowList>
  );
}

function Coding({ row }: { row: number }) {
  const { t } = useTranslation("conclusion");
  const term = Form.useWatch<Term | undefined>(["diagnoses", row]);
  if (!term?.display) return null;
  if (!term.code) return <span className="stands-against">{t("uncoded")}</span>;
  return (
    <span className="coding">
      <code>{term.code}</code> <span>{term.edition}</span> <span>{term.system}</span>
    </span>
  );
}
