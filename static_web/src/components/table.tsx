import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { useText } from "../i18n/text";
import { Button } from "./button";

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ComponentChildren;
  numeric?: boolean;
  /** The row header, for screen readers; exactly one column of a table. */
  rowHead?: boolean;
  /** Left out of the card on a phone where it holds nothing. */
  hideEmpty?: boolean;
  /** On a card, shares a line with the column before and has no label. */
  bare?: boolean;
}

interface TableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row, index: number) => string;
  /** The number of rows shown at first; the rest on request. */
  atFirst?: number;
}

/** A table on a wide screen, a card for each row on a phone. The roles outlive the change of display. */
export function Table<Row>({ caption, columns, rows, rowKey, atFirst = Infinity }: TableProps<Row>) {
  const text = useText();
  const [whole, setWhole] = useState(false);
  const cut = !whole && rows.length > atFirst;
  return (
    <>
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
          {(cut ? rows.slice(0, atFirst) : rows).map((row, index) => (
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
      {cut && (
        <Button kind="quiet" wide onClick={() => setWhole(true)}>
          {text.document.showAll(rows.length)}
        </Button>
      )}
    </>
  );
}
