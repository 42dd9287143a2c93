import { useTranslation } from "react-i18next";
import { ageOf } from "../time/age";
import { timeText } from "../time/format";
import { useNow } from "../time/useNow";

/** 「12 秒前」; the full time is one hover or one screen-reader word away. */
export function Age({ at }: { at: string | number }) {
  const { t } = useTranslation("shared");
  const now = useNow();
  const { unit, count } = ageOf(new Date(at).getTime(), now);
  return (
    <time className="numeric" dateTime={new Date(at).toISOString()} title={timeText(at)}>
      {t(`age.${unit}`, { count })}
    </time>
  );
}
