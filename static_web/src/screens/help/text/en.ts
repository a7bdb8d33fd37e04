import { oldPortal } from "brand:core";
import { callCosts, complaints, firstDay, identity } from "brand:en";

import type { HelpCatalogue } from "./pl";

export const en: HelpCatalogue = {
  contact: {
    title: "Contact",
    lead: "Cannot sign in or register? We will find out why.",
    phone: "Phone",
    phoneNote: callCosts,
    individual: "Private customers",
    business: "Business customers",
    identity,
    complaintsTitle: "Complaints",
    complaints: complaints ? [complaints] : [],
    older: oldPortal ? `Data from before ${firstDay} is in the previous ${oldPortal}.` : `There is no data from before ${firstDay} here.`,
    oldPortal: `Go to ${oldPortal}`,
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
