import { useTranslation } from "react-i18next";

/** The shape of what is coming, never a spinner page. */
export function SkeletonRows({ rows, height = 36 }: { rows: number; height?: number }) {
  const { t } = useTranslation("shared");
  return (
    <div className="skeleton" role="status" aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} style={{ height }}>
          <span style={{ width: `${90 - ((row * 17) % 40)}%` }} />
        </div>
      ))}
    </div>
  );
}
