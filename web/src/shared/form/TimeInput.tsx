import { DatePicker } from "antd";
import dayjs from "dayjs";

interface Props {
  id?: string;
  /** `YYYY-MM-DD HH:mm` on the store's clock. */
  value?: string;
  onChange?: (wall: string | undefined) => void;
  autoFocus?: boolean;
  "aria-label"?: string;
}

const FORMAT = "YYYY-MM-DD HH:mm";
const MINUTE_STEP = 5;

/** A day and a time; may be typed. */
export function TimeInput({ value, onChange, ...rest }: Props) {
  return (
    <DatePicker
      {...rest}
      className="date-input numeric"
      showTime={{ minuteStep: MINUTE_STEP, format: "HH:mm" }}
      format={FORMAT}
      needConfirm={false}
      value={value ? dayjs(value) : null}
      minDate={dayjs().startOf("day")}
      onChange={(time) => onChange?.(time ? time.format(FORMAT) : undefined)}
    />
  );
}
