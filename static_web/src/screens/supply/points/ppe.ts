/** The 18 digits of a metering point's number, in groups a person can compare: `590 322 415 000 123 456`. */
export function ppeInGroups(ppe: string): string {
  return ppe.replace(/\B(?=(\d{3})+$)/g, " ");
}
