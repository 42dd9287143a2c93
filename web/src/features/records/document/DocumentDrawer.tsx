import { Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { timeText } from "../../../shared/time/format";
import { Age } from "../../../shared/ui/Age";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import type { Entry } from "../timeline/useTimeline";
import { AmendForm } from "./AmendForm";
import { useUnit } from "../units";
import { type Body, type Field, fieldsOf, labelOf } from "./readable";
import { useDocument, useVersions } from "./useDocument";

const WIDTH_PX = 560;
const SKELETON_ROWS = 5;

interface Props {
  patientId: string;
  entry: Entry;
  onClose: () => void;
}

/** A document to read; its earlier versions stay; a correction is a new version. */
export function DocumentDrawer({ patientId, entry, onClose }: Props) {
  const { t } = useTranslation("records");
  const place = { patientId, kind: entry.kind, documentId: entry.id };
  const asked = useDocument(place);
  const [amending, setAmending] = useState(false);
  const document = asked.data;
  const fields = document ? fieldsOf(entry.kind, document.body as Body) : [];
  const amendable = document?.amendable === true && fields.some((field) => field.amendable);

  if (amending && document) {
    return (
      <AmendForm place={place} title={entry.title} document={document} onClose={() => setAmending(false)} />
    );
  }
  return (
    <Drawer
      open
      size={WIDTH_PX}
      title={entry.title}
      closable={{ "aria-label": t("shared:close") }}
      onClose={onClose}
      extra={amendable && <Button onClick={() => setAmending(true)}>{t("amend.start")}</Button>}
    >
      {asked.isPending && <SkeletonRows rows={SKELETON_ROWS} />}
      {asked.isError && <ProblemLine problem={asked.error} retry={asked.refetch} />}
      {document && (
        <>
          <p className="muted">
            {entry.author_name} · <span className="numeric">{timeText(entry.at)}</span> · <Age at={entry.at} /> ·{" "}
            {entry.store_name}
          </p>
          <dl className="document">
            {fields
              .filter(({ text }) => text !== "")
              .map((field) => (
                <ReadField key={field.pointer} field={field} />
              ))}
          </dl>
          <Versions place={place} ver={document.ver} />
        </>
      )}
    </Drawer>
  );
}

function ReadField({ field }: { field: Field }) {
  const { t } = useTranslation("records");
  const unit = useUnit();
  const text = field.kind === "criticality" ? t(`criticality.${field.text.replaceAll("-", "_")}`) : field.text;
  return (
    <div>
      <dt>{labelOf(field, t)}</dt>
      <dd className={field.kind === "number" ? "numeric" : undefined}>
        {text} {field.unit && <span className="muted">{unit(field.unit)}</span>}
      </dd>
    </div>
  );
}

function Versions({ place, ver }: { place: Parameters<typeof useVersions>[0]; ver: number }) {
  const { t } = useTranslation("records");
  const asked = useVersions(place, ver > 1);
  if (ver <= 1) return null;
  return (
    <section className="versions">
      <h2>{t("versions")}</h2>
      {asked.isError && <ProblemLine problem={asked.error} retry={asked.refetch} />}
      <ol>
        {asked.data?.versions.map((each) => (
          <li key={each.ver}>
            <span>{t("version", { ver: each.ver })}</span> {each.author_name}{" "}
            <span className="muted numeric">{timeText(each.at)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
