/** Whether the browser supports passkeys; they are not offered elsewhere. */
export function passkeysSupported(): boolean {
  return typeof PublicKeyCredential === "function" && typeof navigator.credentials?.get === "function";
}
