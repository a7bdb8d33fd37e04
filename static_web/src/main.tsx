import "./styles/main.css";

import { render } from "preact";

import { App } from "./app";
import { takeLinkToken } from "./screens/registration/link-token";

// Before anything else can read the token in the address.
takeLinkToken();

const root = document.getElementById("app");
if (root) {
  root.textContent = "";
  render(<App />, root);
}
