import { type ServiceRow, servicesApi } from "../../../api/services";
import { useAnswer } from "../../../api/use-answer";
import { BackLink } from "../../../components/back-link";
import { PageTitle } from "../../../components/page";
import { Tile } from "../../../components/tile";
import { WaitFor } from "../../../components/waiting";
import { useLanguage } from "../../../i18n/text";
import { newTicketPath, PATHS, servicePath } from "../../../paths";
import { listPath } from "../list/filter";
import { useTicketsText } from "../text";

const GROUPS = ["money", "contract", "home", "meter", "data"] as const;

/** The services by group; for those not available, why. */
export function Services() {
  const text = useTicketsText();
  const { language } = useLanguage();
  const answer = useAnswer((signal) => servicesApi.list(language, signal), language);
  return (
    <>
      <BackLink path={listPath()}>{text.back}</BackLink>
      <PageTitle>{text.services.title}</PageTitle>
      <p class="lead">{text.services.lead}</p>
      <WaitFor on={answer} rows={12}>
        {({ services }) => (
          <div class="tiles">
            {GROUPS.map((group) => (
              <Tile key={group} title={text.services.groups[group]}>
                <ul class="services">
                  {services.filter((one) => one.group === group).map((service) => (
                    <OneService key={service.key} service={service} />
                  ))}
                </ul>
              </Tile>
            ))}
          </div>
        )}
      </WaitFor>
    </>
  );
}

function OneService({ service: { key, name, lead, missing, leadsTo } }: { service: ServiceRow }) {
  const text = useTicketsText().services;
  const path = leadsTo === "reading" ? PATHS.points : leadsTo === "callback" ? newTicketPath({ rodzaj: "telefon" }) : servicePath(key);
  return (
    <li>
      {missing ? <span class="service-missing">{name}</span> : <a href={path}>{name}</a>}
      <span class="small muted block">{missing ? text.missing[missing] : lead}</span>
    </li>
  );
}
