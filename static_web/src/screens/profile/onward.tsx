import { ArrowIcon } from "../../components/icons";

/** A link to another screen. */
export function Onward({ path, children }: { path: string; children: string }) {
  return (
    <a class="onward" href={path}>
      <span>{children}</span>
      <ArrowIcon size={20} />
    </a>
  );
}
