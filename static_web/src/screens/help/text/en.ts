import type { HelpCatalogue } from "./pl";

export const en: HelpCatalogue = {
  contact: {
    title: "Contact",
    lead: "Cannot sign in or register? We will find out why.",
    phone: "Phone",
    phoneNote: "Calls are charged at your operator’s rate.",
    individual: "Private customers",
    business: "Business customers",
    identity: "Only an authorised person may have access to mojBOK, so we may ask you to confirm your identity and authorisation.",
    older: "Data from before 1 September 2024 is in the previous eBOK.",
    oldPortal: "Go to eBOK",
  },
  terms: {
    title: "Terms", published: (date) => `In force since ${date}`,
    otherVersion: "(This is not the version in force today.)",
    print: "Print",
    changes: "What is new",
    versions: "All versions",
  },
  notFound: {
    title: "There is no such page",
    text: "The address may have changed, or there is a typing error in it.",
    home: "Go to the start page",
  },
};
