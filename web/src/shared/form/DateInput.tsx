import { DatePicker } from "antd";
import dayjs from "dayjs";

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (day: string | null) => void;
  notAfterToday?: boolean;
}

/** A date as `YYYY-MM-DD` text; may be typed with or without dashes. */
export function DateInput({ value, onChange, notAfterToday = false, ...rest }: Props) {
  return (
    <DatePicker
      {...rest}
      className="date-input numeric"
      format={["YYYY-MM-DD", "YYYYMMDD"]}
      value={value ? dayjs(value) : null}
      maxDate={notAfterToday ? dayjs() : undefined}
      onChange={(day) => onChange?.(day ? day.format("YYYY-MM-DD") : null)}
    />
  );
}
