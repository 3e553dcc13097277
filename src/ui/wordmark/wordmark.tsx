/** The name, drawn: two letters hold the accent in their bars, like a line that is being read. */
export function Wordmark() {
  return (
    <svg
      class="heed-wordmark"
      viewBox="0 0 118 44"
      width="118"
      height="44"
      role="img"
      aria-label="Heed"
      fill="none"
      stroke="currentColor"
      stroke-width="5.5"
      stroke-linecap="round"
    >
      <path d="M4 5v34M4 29a10 10 0 0 1 20 0v10" />
      <path d="M56 29a11 11 0 1 0-3.2 7.8M84 29a11 11 0 1 0-3.2 7.8" />
      <path class="heed-wordmark__bar" stroke-linecap="butt" d="M37 29h22M65 29h22" />
      <circle cx="104" cy="29" r="10.5" />
      <path d="M114.5 5v34" />
    </svg>
  );
}
