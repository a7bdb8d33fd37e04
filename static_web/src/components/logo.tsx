import { logo, logoDark, logoShowsName, portal } from "brand:core";

/** The company's sign with the portal's name beside it, unless the sign holds it. */
export function Logo() {
  return (
    <span class="logo">
      <Sign svg={logo} scheme={logoDark ? "logo-light" : ""} />
      {logoDark && <Sign svg={logoDark} scheme="logo-dark" />}
      <span class={logoShowsName ? "visually-hidden" : undefined}>{portal}</span>
    </span>
  );
}

function Sign({ svg, scheme }: { svg: string; scheme: string }) {
  // Out of brand.json, which `make brand-check` looks through; nobody else's words get here.
  return <span class={`logo-sign ${scheme}`} aria-hidden="true" dangerouslySetInnerHTML={{ __html: svg }} />;
}
