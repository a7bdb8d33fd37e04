/** The lamp with the name beside it. */
export function Logo() {
  return (
    <span class="logo">
      <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <path d="M16 3v7" stroke="#F5B700" stroke-width="2" stroke-linecap="round" />
        <path d="M16 9c5.5 0 10 4 10.5 9.5h-21C6 13 10.5 9 16 9z" fill="#F5B700" />
        <path d="M12 21.5a4 4 0 0 0 8 0z" fill="#F5B700" opacity="0.75" />
        <path d="M16 28v2M8.5 25.5 7 27M23.5 25.5 25 27" stroke="#F5B700" stroke-width="1.75" stroke-linecap="round" />
      </svg>
      <span>mojBOK</span>
    </span>
  );
}
