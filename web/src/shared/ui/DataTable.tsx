import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { NARROW, useMedia } from "../useMedia";
import { SkeletonRows } from "./SkeletonRows";

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  width?: number;
  numeric?: boolean;
}

interface Props<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  onOpen: (row: Row) => void;
  /** The row on a phone. */
  card: (row: Row) => ReactNode;
  empty: ReactNode;
}

const SKELETON_ROWS = 6;
const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** A dense work list: J and K or the arrows move, Enter opens. On a phone each row is a card. */
export function DataTable<Row>(props: Props<Row>) {
  const narrow = useMedia(NARROW);
  const body = useRef<HTMLElement>(null);
  const { rows } = props;
  if (rows === undefined) return <SkeletonRows rows={SKELETON_ROWS} height={narrow ? 64 : 36} />;
  if (rows.length === 0) return props.empty;

  const move = (event: KeyboardEvent<HTMLElement>, row: Row) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    if (event.key === "Enter") return props.onOpen(row);
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...(body.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    items[items.indexOf(event.currentTarget) + step]?.focus();
  };
  const item = (row: Row, index: number) => ({
    "data-row": true,
    tabIndex: index === 0 ? 0 : -1,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => move(event, row),
    onClick: () => props.onOpen(row),
  });

  if (narrow) {
    return (
      <ul className="cards" aria-label={props.label} ref={body as React.RefObject<HTMLUListElement>}>
        {rows.map((row, index) => (
          <li key={props.rowKey(row)} {...item(row, index)}>
            {props.card(row)}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className="table-frame">
      <table className="table" aria-label={props.label}>
        <thead>
          <tr>
            {props.columns.map(({ key, title, width, numeric }) => (
              <th key={key} scope="col" style={{ width }} className={numeric ? "numeric end" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body as React.RefObject<HTMLTableSectionElement>}>
          {rows.map((row, index) => (
            <tr key={props.rowKey(row)} {...item(row, index)}>
              {props.columns.map(({ key, cell, numeric }) => (
                <td key={key} className={numeric ? "numeric end" : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
