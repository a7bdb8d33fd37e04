import { typedLogin } from "../session/typed-login";

/** Tells a password manager whose password is being set beside it; nobody else sees or reaches it. */
export function UsernameField({ value = typedLogin() }: { value?: string }) {
  return (
    <input
      class="visually-hidden"
      type="text"
      name="username"
      autocomplete="username"
      value={value}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}
