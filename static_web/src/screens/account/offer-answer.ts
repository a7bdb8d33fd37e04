let declined = false;

/** Whether the offer of an own login was answered on this page, one way or the other. */
export function loginOfferAnswered(): boolean {
  return declined;
}

export function answerLoginOffer(): void {
  declined = true;
}
