import "./styles/main.css";

import { render } from "preact";

import { App } from "./app";
import { takeActivationToken } from "./screens/activation-token";

// Before anything else can read the address or send it on.
takeActivationToken();

const root = document.getElementById("app");
if (root) {
  root.textContent = "";
  render(<App />, root);
}
