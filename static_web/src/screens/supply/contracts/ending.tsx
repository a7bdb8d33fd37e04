import type { ContractDetails } from "../../../api/supply";
import { Tile } from "../../../components/tile";
import { money, plainDate } from "../../../i18n/format";
import { Sideways } from "../sideways";
import { useSupplyText } from "../text";

/** How and when the contract can be ended, and what that costs. */
export function Ending({ contract }: { contract: ContractDetails }) {
  const text = useSupplyText().ending;
  const { notice, earlyEnding } = contract;
  if (!notice) return null;
  return (
    <Tile title={text.title}>
      <p>{noticeWords(text, notice)}</p>
      {notice.text && (
        <p class="small muted" lang="pl">
          {notice.text}
        </p>
      )}
      {notice.endings.length > 0 && (
        <>
          <Sideways label={text.title}>
            <table class="values">
              <caption class="visually-hidden">{text.title}</caption>
              <thead>
                <tr>
                  <th scope="col">{text.endsOn}</th>
                  <th scope="col">{text.arriveBy}</th>
                </tr>
              </thead>
              <tbody>
                {notice.endings.map(({ endsOn, arriveBy }) => (
                  <tr key={endsOn}>
                    <th scope="row">{plainDate(endsOn)}</th>
                    <td>{plainDate(arriveBy)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Sideways>
          <p class="small muted after-table">{text.arrivalCounts}</p>
        </>
      )}
      {earlyEnding && (
        <>
          <h3>{text.cost}</h3>
          <p>{text.rules[earlyEnding.rule]}</p>
          {earlyEnding.amount !== null && <p>{text.amount(money(earlyEnding.amount))}</p>}
          {earlyEnding.method && (
            <p class="small muted" lang="pl">
              {earlyEnding.method}
            </p>
          )}
        </>
      )}
    </Tile>
  );
}

function noticeWords(text: ReturnType<typeof useSupplyText>["ending"], notice: NonNullable<ContractDetails["notice"]>): string {
  const { basis, months, days, arrivesToday } = notice;
  if (basis === "unknown") return text.unknown;
  const period = basis === "law" ? text.law : months ? text.months(months) : days ? text.days(days) : text.asAgreed;
  return arrivesToday ? `${period} ${text.today(plainDate(arrivesToday))}` : period;
}
