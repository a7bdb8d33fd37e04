import { typedLogin } from "../session/typed-login";

/** A hidden field that lets password managers know whose password is being set. */
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
