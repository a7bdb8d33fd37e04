/** Whether this browser can use passkeys; in old ones nothing is said of them. */
export function passkeysSupported(): boolean {
  return typeof PublicKeyCredential === "function" && typeof navigator.credentials?.get === "function";
}
