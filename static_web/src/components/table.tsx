import type { ComponentChildren } from "preact";

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ComponentChildren;
  numeric?: boolean;
  /** Names the row for a screen reader; one column of a table. */
  rowHead?: boolean;
  /** Left out of the card on a phone where it holds nothing. */
  hideEmpty?: boolean;
  /** Shares a line of the card with its neighbour and needs no label there. */
  bare?: boolean;
}

interface TableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row, index: number) => string;
}

/** A table on a wide screen, a card for each row on a phone. The roles outlive the change of display. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <table class="table" role="table">
      <caption class="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ head, numeric }) => (
            <th key={head} role="columnheader" scope="col" class={numeric ? "numeric" : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, index) => (
          <tr key={rowKey(row, index)} role="row">
            {columns.map(({ head, cell, numeric, rowHead, hideEmpty, bare }) => {
              const content = cell(row);
              const Tag = rowHead ? "th" : "td";
              const empty = hideEmpty && (content === null || content === "");
              return (
                <Tag
                  key={head}
                  role={rowHead ? "rowheader" : "cell"}
                  scope={rowHead ? "row" : undefined}
                  class={`${numeric ? "numeric" : ""}${rowHead ? " row-head" : ""}${empty ? " cell-empty" : ""}${bare ? " cell-bare" : ""}`}
                >
                  <span class="cell-label" aria-hidden="true">
                    {head}
                  </span>
                  <span class="cell-content">{content}</span>
                </Tag>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
