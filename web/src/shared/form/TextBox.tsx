import { Input } from "antd";
import type { ComponentProps } from "react";

type Props = Omit<ComponentProps<typeof Input.TextArea>, "autoSize" | "rows"> & { rows: number };

const LINE_PX = 22;
const EDGES_PX = 14;

/** Several lines that grow with the text, by CSS: antd's own `autoSize` writes style attributes, which the policy refuses. */
export function TextBox({ rows, ...props }: Props) {
  return (
    <Input.TextArea
      {...props}
      rows={rows}
      classNames={{ textarea: "growing" }}
      styles={{ textarea: { minHeight: rows * LINE_PX + EDGES_PX } }}
    />
  );
}
