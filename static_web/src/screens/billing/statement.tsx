import { firstDay } from "brand:core";
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";

import { billingApi, fileAddress, type Statement } from "../../api/billing";
import { serverNow } from "../../api/server-clock";
import { useAnswer } from "../../api/use-answer";
import { Button } from "../../components/button";
import { AlertIcon, CheckIcon, PdfIcon, PrintIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { type Column, Table } from "../../components/table";
import { Money, PlainDate } from "../../components/values";
import { WaitFor } from "../../components/waiting";
import { dateTime, money } from "../../i18n/format";
import { useDashboardText } from "../dashboard/text";
import { useBillingText } from "./text";
import { useLanguage, useText } from "../../i18n/text";
import { warsawTime } from "../../i18n/warsaw";
import { documentPath, PATHS } from "../../paths";
import { DateFilter } from "./filter-panel";
import { BillingTabs } from "./tabs";
import { TakenBack } from "./taken-back";

type Entry = Statement["entries"][number];

const DATE = /^\d{4}-\d\d-\d\d$/;

export function StatementScreen() {
  const text = useBillingText().statement;
  const { query, route } = useLocation();
  const usual = lastYear();
  const asked = { od: query["od"] ?? usual.od, do: query["do"] ?? usual.do };
  const [period, setPeriod] = useState(asked);
  const valid = ({ od, do: until }: typeof asked) => DATE.test(od) && DATE.test(until) && od <= until;
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <BillingTabs here="statement" />
      <p>{text.lead}</p>
      <form
        class="filter-fields period-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (valid(period)) route(`${PATHS.statement}?od=${period.od}&do=${period.do}`, true);
        }}
      >
        <DateFilter id="from" label={text.from} value={period.od} onValue={(od) => setPeriod({ ...period, od })} />
        <DateFilter id="to" label={text.to} value={period.do} onValue={(until) => setPeriod({ ...period, do: until })} />
        <p class="filter">
          <Button kind="quiet" type="submit">
            {text.show}
          </Button>
        </p>
      </form>
      {!valid(period) && (
        <p class="problem-line" role="alert">
          {text.wrongPeriod}
        </p>
      )}
      {valid(asked) && <Shown key={`${asked.od} ${asked.do}`} from={asked.od} to={asked.do} />}
    </>
  );
}

/** From the first of the month a year ago until today, but not before the first day of data. */
function lastYear(): { od: string; do: string } {
  const { year, month, day } = warsawTime(new Date(serverNow()));
  const two = (n: number) => `0${n}`.slice(-2);
  const od = `${year - 1}-${two(month)}-01`;
  return { od: od < firstDay ? firstDay : od, do: `${year}-${two(month)}-${two(day)}` };
}

function Shown({ from, to }: { from: string; to: string }) {
  const answer = useAnswer((signal) => billingApi.statement(from, to, signal), `${from} ${to}`);
  return <WaitFor on={answer}>{(statement) => <Ledger of={statement} />}</WaitFor>;
}

function Ledger({ of: statement }: { of: Statement }) {
  const words = useText();
  const billing = useBillingText();
  const text = billing.statement;
  const { language } = useLanguage();
  const query = { from: statement.firstOn, to: statement.lastOn, locale: language };
  const columns: Column<Entry>[] = [
    {
      head: text.what,
      rowHead: true,
      cell: ({ kind, id, text: title, method, payment, takenBack }) =>
        kind === "payment" ? (
          <>
            {method ? billing.payments.methods[method] : text.payment}
            <span class="small muted block" lang="pl">
              {title}
            </span>
            <TakenBack of={takenBack} amount={payment} />
          </>
        ) : (
          <a href={documentPath(id)}>
            {words.documents.kind[kind]} {title}
          </a>
        ),
    },
    { head: text.date, cell: ({ on }) => <PlainDate date={on} /> },
    { head: text.charge, numeric: true, hideEmpty: true, cell: ({ kind, charge }) => (kind === "payment" ? null : money(charge)) },
    { head: text.payment, numeric: true, hideEmpty: true, cell: ({ kind, payment }) => (kind === "payment" ? money(payment) : null) },
    { head: text.balance, numeric: true, cell: ({ balance }) => <Money amount={balance} /> },
  ];
  return (
    <>
      <dl class="amounts statement-ends">
        <div>
          <dt>
            {text.opening}, <PlainDate date={statement.firstOn} />
          </dt>
          <dd>{money(statement.opening)}</dd>
        </div>
      </dl>
      {statement.entries.length === 0 ? (
        <p class="empty">{text.empty}</p>
      ) : (
        <div class="documents-list">
          <Table caption={text.title} columns={columns} rows={statement.entries} rowKey={({ id, kind }) => kind + id} atFirst={200} />
        </div>
      )}
      <dl class="amounts statement-ends">
        <div>
          <dt>
            {text.sums}: {text.charge.toLowerCase()}
          </dt>
          <dd>{money(statement.charged)}</dd>
        </div>
        <div>
          <dt>
            {text.sums}: {text.payment.toLowerCase()}
          </dt>
          <dd>{money(statement.paid)}</dd>
        </div>
        <div class="amounts-total">
          <dt>
            {text.closing}, <PlainDate date={statement.lastOn} />
          </dt>
          <dd>{money(statement.closing)}</dd>
        </div>
      </dl>
      <Proof of={statement} />
      <div class="actions">
        <a class="button button-quiet" href={fileAddress("statement/pdf", query)} download>
          <PdfIcon size={20} />
          {text.pdf}
        </a>
        <a class="button button-quiet" href={fileAddress("statement.csv", query)} download>
          {billing.files.csv}
        </a>
        <a class="button button-quiet" href={fileAddress("statement.xlsx", query)} download>
          {billing.files.xlsx}
        </a>
        <Button kind="quiet" onClick={() => window.print()}>
          <PrintIcon size={20} />
          {words.document.print}
        </Button>
      </div>
    </>
  );
}

function Proof({ of: { provesBalance, billingBalance, asOf } }: { of: Statement }) {
  const text = useBillingText().statement;
  const unknown = useDashboardText().balanceUnknown;
  if (billingBalance === null || asOf === null) return <p class="muted">{unknown}</p>;
  if (provesBalance === null) return <p class="muted">{text.earlier}</p>;
  const say = provesBalance ? text.proved : text.notProved;
  return (
    <p class={provesBalance ? "proof proof-good" : "proof proof-bad"}>
      {provesBalance ? <CheckIcon size={20} /> : <AlertIcon size={20} />}
      <span>
        {say(money(billingBalance), dateTime(asOf))}
        {!provesBalance && (
          <>
            {" "}
            <a href={PATHS.contact}>{text.ask}</a>
          </>
        )}
      </span>
    </p>
  );
}
