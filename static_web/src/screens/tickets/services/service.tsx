import { useLocation, useRoute } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";

import { asFailure, Failure, faultText } from "../../../api/failure";
import { type OrderSummary, type ServiceDetails, servicesApi } from "../../../api/services";
import { type StoredDraft, ticketsApi } from "../../../api/tickets";
import { useAnswer } from "../../../api/use-answer";
import { BackLink } from "../../../components/back-link";
import { Banner } from "../../../components/banner";
import { Button } from "../../../components/button";
import { ErrorSummary } from "../../../components/error-summary";
import { controlOf, FieldError, fieldId } from "../../../components/field";
import { useForm } from "../../../components/form";
import { PageTitle } from "../../../components/page";
import { WaitFor } from "../../../components/waiting";
import { decimal, money } from "../../../i18n/format";
import { useLanguage } from "../../../i18n/text";
import { newTicketPath, PATHS, servicePath, ticketPath } from "../../../paths";
import { randomKey } from "../../../rules/amount";
import { useReauthentication } from "../../account/reauthentication";
import { FilesField } from "../../../components/files/files-field";
import { useFiles } from "../../../components/files/use-files";
import { fileStore, fileWords } from "../file-words";
import { useTicketsText } from "../text";
import { noteSent } from "../thread/just-sent";
import { draftIdOf } from "../writing/begun";
import { DraftLine } from "../writing/draft-line";
import { useDraft, type Written } from "../writing/use-draft";
import { answersOf, faultsOf, firstTyped, linesOf, type Typed, wholeOf } from "./answers";
import { OrderLines, PlanTable } from "./order-parts";
import { ServiceFields, useLabels } from "./service-fields";

export function ServiceScreen() {
  const { params } = useRoute();
  const { language } = useLanguage();
  const kind = params["kind"] ?? "";
  return <OneService key={`${kind} ${language}`} kind={kind} />;
}

function OneService({ kind }: { kind: string }) {
  const text = useTicketsText().services;
  const { language } = useLanguage();
  const answer = useAnswer((signal) => servicesApi.one(kind, language, signal), kind);
  return (
    <>
      <BackLink path={PATHS.services}>{text.back}</BackLink>
      {answer.state !== "ready" && <PageTitle>{text.title}</PageTitle>}
      <WaitFor on={answer} rows={8} missing={<p class="lead">{text.unknown}</p>}>
        {(service) => (service.leadsTo ? <Elsewhere service={service} /> : <Begun service={service} />)}
      </WaitFor>
    </>
  );
}

/** A service with a screen of its own. */
function Elsewhere({ service: { name, lead, leadsTo } }: { service: ServiceDetails }) {
  const text = useTicketsText().services;
  return (
    <>
      <PageTitle>{name}</PageTitle>
      <p class="lead">{lead}</p>
      <p>
        <a class="button button-main" href={leadsTo === "reading" ? PATHS.points : newTicketPath({ rodzaj: "telefon" })}>
          {text.goOn}
        </a>
      </p>
    </>
  );
}

/** The draft's id is in the address, so that it survives a reload. */
function Begun({ service }: { service: ServiceDetails }) {
  const { query, route } = useLocation();
  const made = useRef<string>(undefined);
  const named = draftIdOf(query);
  const id = named ?? made.current ?? randomKey();
  if (!named) made.current = id;
  useEffect(() => {
    if (!named) route(servicePath(service.key, { ...query, szkic: id }), true);
  }, [named]);
  return made.current === id ? <Ordering key={id} id={id} service={service} /> : <BegunEarlier key={id} id={id} service={service} />;
}

function BegunEarlier({ id, service }: { id: string; service: ServiceDetails }) {
  const answer = useAnswer((signal) => ticketsApi.drafts(signal), id);
  return (
    <WaitFor on={answer} rows={8}>
      {({ drafts }) => <Ordering id={id} service={service} stored={drafts.filter((draft) => draft.id === id && draft.subject === service.key)[0]} earlier />}
    </WaitFor>
  );
}

interface OrderingProps {
  id: string;
  service: ServiceDetails;
  stored?: StoredDraft | undefined;
  /** A draft of an earlier visit, which may have files. */
  earlier?: boolean;
}

/** The form, and for a binding order its summary to confirm; the values are kept on the way back. */
function Ordering({ id, service, stored, earlier = false }: OrderingProps) {
  const text = useTicketsText();
  const { language } = useLanguage();
  const { query, route } = useLocation();
  const first: Typed = { ...firstTyped(service, query, decimal), ...(stored?.typed as Typed | undefined) };
  const form = useForm<Typed>(first, (typed) => faultsOf(service.fields, typed));
  const draft = useDraft(id, stored);
  const files = useFiles(fileStore(id), earlier);
  const { withPassword, dialog } = useReauthentication();
  const written = (typed: Typed): Written => ({ kind: "order", subject: service.key, text: "", about: {}, asked: {}, reply: false, previous: null, typed: wholeOf(service.fields, typed) });
  const say = (name: string, value: string) => {
    form.set(name, value);
    draft.keep(written({ ...form.values, [name]: value }));
  };
  const [summary, setSummary] = useState<OrderSummary>();
  const content = () => ({ service: service.key, answers: answersOf(service.fields, form.values) });

  const place = async (digest: string | null) => {
    const attachments = await files.settled();
    await draft.stop();
    try {
      await withPassword(() => servicesApi.order({ ...content(), id, attachments, summary: digest }, language));
    } catch (error) {
      draft.goOn();
      throw error;
    }
    noteSent(id);
    route(ticketPath(id), true);
  };
  const next = () =>
    form.send(async () => {
      if (service.confirm) setSummary((await servicesApi.summary(content(), language)).data);
      else await place(null);
    });
  const confirmed = async (digest: string) => {
    try {
      await place(digest);
    } catch (error) {
      // The old summary must not be confirmed again, so the new one is shown with the message.
      if (asFailure(error).code === "order_summary_changed") setSummary((await servicesApi.summary(content(), language)).data);
      throw error;
    }
  };
  return (
    <div class="ticket-form">
      {summary ? (
        <Summary id={id} summary={summary} onConfirmed={confirmed} onBack={() => setSummary(undefined)} />
      ) : (
        <>
          <PageTitle>{service.name}</PageTitle>
          <p class="lead">{service.lead}</p>
          {service.overpayment !== null && <p>{text.services.overpayment(money(service.overpayment))}</p>}
          {service.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
          {service.health && <Banner tone="warn">{text.services.health}</Banner>}
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void next();
            }}
          >
            <Problems id={id} labels={useLabels(service.fields, form.values)} form={form} />
            <ServiceFields fields={service.fields} typed={form.values} faults={form.faults} onSay={say} />
            {service.files && (
              <>
                <p class="service-files">{service.files.hint}</p>
                <FilesField
                  text={fileWords(text)}
                  files={{
                    ...files,
                    add: (chosen) => {
                      files.add(chosen);
                      draft.keep(written(form.values));
                    },
                  }}
                />
              </>
            )}
            <DraftLine
              draft={draft}
              mine={written(form.values)}
              onTake={({ typed = {} }) => Object.keys(typed).forEach((name) => form.set(name, typed[name] ?? ""))}
              says={({ typed = {} }) => <OrderLines lines={linesOf(service.fields, typed as Typed)} />}
            />
            <div class="actions">
              <Button type="submit" busy={form.busy} busyLabel={text.form.busy}>
                {service.confirm ? text.services.next : text.services.submit}
              </Button>
            </div>
          </form>
        </>
      )}
      {dialog}
    </div>
  );
}

interface SummaryProps {
  id: string;
  summary: OrderSummary;
  onConfirmed: (digest: string) => Promise<void>;
  onBack: () => void;
}

/** The summary of the order, and its confirmation. */
function Summary({ id, summary, onConfirmed, onBack }: SummaryProps) {
  const text = useTicketsText().services;
  const form = useForm({ confirmed: "" }, ({ confirmed }) => (confirmed ? {} : { confirmed: "unconfirmed" }));
  const { text: words } = useLanguage();
  const error = form.faults.confirmed && faultText(words, form.faults.confirmed, "", text.problem);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.send(() => onConfirmed(summary.digest));
      }}
    >
      <PageTitle>{text.check(summary.name)}</PageTitle>
      <Problems id={id} labels={{ confirmed: text.confirmation }} form={form} />
      <OrderLines lines={summary.lines} />
      <PlanTable plan={summary.plan} proposed />
      <p>{text.decides[summary.decides]}</p>
      {summary.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <div class="consents">
        <label class={error ? "check check-wrong" : "check"}>
          <input
            type="checkbox"
            {...controlOf("confirmed", undefined, error)}
            checked={form.values.confirmed !== ""}
            required
            onChange={({ currentTarget }) => form.set("confirmed", currentTarget.checked ? "yes" : "")}
          />
          <span>
            <FieldError id={`${fieldId("confirmed")}-error`} error={error} />
            {summary.confirm}
          </span>
        </label>
      </div>
      <div class="actions">
        <Button type="submit" busy={form.busy} busyLabel={text.busy}>
          {text.orderNow}
        </Button>
        <Button kind="quiet" onClick={onBack}>
          {text.change}
        </Button>
      </div>
    </form>
  );
}

interface ProblemsProps {
  id: string;
  labels: Record<string, string>;
  form: { faults: Record<string, string | undefined>; failure: Failure | undefined; sendings: number };
}

function Problems({ id, labels, form }: ProblemsProps) {
  const text = useTicketsText();
  if (form.failure?.code === "idempotency_key_reused") {
    return (
      <p class="problem-line" role="alert">
        {text.services.arrived} <a href={ticketPath(id)}>{text.form.open}</a>
      </p>
    );
  }
  return <ErrorSummary labels={labels} faults={form.faults} failure={form.failure} sendings={form.sendings} own={{ ...text.problem, ...text.services.problem }} />;
}
