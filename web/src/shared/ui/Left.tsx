import { useTranslation } from "react-i18next";
import { leftOf } from "../time/age";
import { timeText } from "../time/format";
import { useNow } from "../time/useNow";

/** 「剩 47 小时」; the full time is one hover away. */
export function Left({ until }: { until: string }) {
  const { t } = useTranslation("shared");
  const { unit, count } = leftOf(Date.parse(until), useNow());
  return (
    <time className="numeric" dateTime={until} title={timeText(until)}>
      {t(`left.${unit}`, { count })}
    </time>
  );
}
