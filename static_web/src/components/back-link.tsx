import { BackIcon } from "./icons";

/** The link above a screen's heading to the screen it belongs to. */
export function BackLink({ path, children }: { path: string; children: string }) {
  return (
    <p class="back">
      <a href={path}>
        <BackIcon size={20} />
        {children}
      </a>
    </p>
  );
}
